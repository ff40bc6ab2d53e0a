// SPDX-License-Identifier: GPL-2.0-or-later
// What the matches of a query have in a field, whatever can be filtered by.
#pragma once

#include "searcher/find/search.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dateline {

/// facet_fields, and those that need more than a window of matches: flag, story, first, length,
/// dateline-date, ingested.
std::vector<std::string> counted_fields();

/// The values of one field that matches have.
struct CountedField {
  std::string name;
  bool is_ordered = false;  ///< its values, dates or lengths, have an order, which is that below
  std::vector<std::string> values;
  /// Numbers of values, by Holding::content; none for a match without a value.
  std::vector<std::vector<std::uint32_t>> values_of;
  std::vector<Holding> matches;  ///< in order of segment and docid
};

/// Of each of `names`, for the same matches. Throws Error (Usage) for one that is not among
/// counted_fields, and what Searcher::holdings throws.
std::vector<CountedField> count_fields(const SearchRequest& request,
                                       const std::vector<std::string>& names, Searcher& searcher);

}  // namespace dateline
