// SPDX-License-Identifier: GPL-2.0-or-later
// Verbs of both programs, so that each can say whose a verb is. A test compares them with the
// programs.
#pragma once

#include "common/fields/fields.h"

#include <array>
#include <string_view>
#include <vector>

namespace dateline::cli {

inline constexpr std::array<std::string_view, 16> kIndexVerbs = {
    "add",     "backup", "check", "compact",  "create", "delete", "deleted",  "formats",
    "preview", "repair", "shard", "settings", "status", "trust",  "undelete", "upgrade"};

/// Those of dateline-search, except `help`.
inline std::vector<std::string_view> search_verbs() {
  std::vector<std::string_view> verbs = {"search",  "similar", "explain",  "show",    "story",
                                         "kwic",    "facets",  "timeline", "keyness", "collocates",
                                         "compare", "export",  "cite",     "save",    "saved",
                                         "forget",  "alert",   "deliver",  "eval"};
  for (const fields::Row& row : fields::kRows) {
    if (fields::is_facet(row)) verbs.emplace_back(row.plural);
  }
  return verbs;
}

}  // namespace dateline::cli
