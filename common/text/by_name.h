// SPDX-License-Identifier: GPL-2.0-or-later
// Tables of names that are looked up often.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dateline::text {

struct NameHash : std::hash<std::string_view> {
  using is_transparent = void;
};

/// Finds the value of a name that is given as a view, without a copy of it.
template <typename T>
using ByName = std::unordered_map<std::string, T, NameHash, std::equal_to<>>;

}  // namespace dateline::text
