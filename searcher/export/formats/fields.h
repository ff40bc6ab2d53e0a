// SPDX-License-Identifier: GPL-2.0-or-later
// The fields of an article that can be picked and ordered: the keys of its record.
#pragma once

#include "common/fields/record.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// In the order used when none are picked.
const std::vector<std::string>& export_fields();

/// The names in "a,b,c". Throws Error (Usage) for one that does not exist, or is named twice.
std::vector<std::string> read_fields(std::string_view list);

/// The record as JSON. Throws Error (Damaged).
Json json_of(std::string_view record);

/// A field as text, several values joined by "; "; empty if the article does not state it.
std::string field_text(const Json& article, const std::string& field);

/// A note on what else is known: how the date is known, who is credited, dateline's place, flags.
std::string note_of(const Article& article);

}  // namespace dateline
