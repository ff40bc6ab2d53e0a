// SPDX-License-Identifier: GPL-2.0-or-later
// Verbs of both programs, so that each can say whose a verb is: all of dateline-index, and those of
// dateline-search that are most likely to be asked of the other.
#pragma once

#include <array>
#include <string_view>

namespace dateline::cli {

inline constexpr std::array<std::string_view, 16> kIndexVerbs = {
    "add",     "backup", "check", "compact",  "create", "delete", "deleted",  "formats",
    "preview", "repair", "shard", "settings", "status", "trust",  "undelete", "upgrade"};
inline constexpr std::array<std::string_view, 9> kSearchVerbs = {
    "search", "show", "story", "kwic", "facets", "timeline", "export", "cite", "explain"};

}  // namespace dateline::cli
