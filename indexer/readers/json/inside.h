// SPDX-License-Identifier: GPL-2.0-or-later
// Articles one or more levels down in a JSON object that is none itself.
#pragma once

#include <string>
#include <vector>

namespace dateline {

/// The objects in `object` that have a headline or a text, whatever keys lead to them, as JSON. One
/// that is not in an array takes over what the objects around it say beside headline and text: id,
/// date, source. Throws simdjson::simdjson_error.
std::vector<std::string> articles_inside(const std::string& object);

/// The keys of `object`, for people: "api_version, data". Throws simdjson::simdjson_error.
std::string keys_of(const std::string& object);

}  // namespace dateline
