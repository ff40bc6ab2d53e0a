// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search facets`: matches counted by what their fields hold, as articles and as stories.
#pragma once

#include "searcher/find/search.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct FacetsRequest {
  SearchRequest search;             ///< what is counted; page, limit and facets are ignored
  std::vector<std::string> fields;  ///< of facet_fields
  std::optional<std::size_t> top;   ///< how many of the most frequent values; nothing for all
  std::uint64_t min = 1;            ///< values of fewer articles are left out
};

/// Articles, and their stories.
struct ArticlesAndStories {
  std::uint64_t articles = 0;
  std::uint64_t stories = 0;
  friend bool operator==(const ArticlesAndStories&, const ArticlesAndStories&) = default;
};

struct FacetRow {
  std::string value;
  ArticlesAndStories count;
};

/// One field. An article with several values is counted under each of them, and a story under each
/// value that one of its articles has.
struct FacetTable {
  std::string field;
  std::vector<FacetRow> rows;    ///< most frequent first, dates in order of time
  std::size_t other_values = 0;  ///< values that `top` and `min` leave out
  ArticlesAndStories other;      ///< of articles with any of them
  ArticlesAndStories without;    ///< of articles without a value
};

struct FacetsReport {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  ArticlesAndStories total;
  std::uint64_t left_out = 0;  ///< withheld or canceled articles
  std::vector<FacetTable> tables;
  std::vector<MissingShard> missing;
};

/// Throws QueryError or Error. The second asks an archive that is already open.
FacetsReport count_facets(const FacetsRequest& request);
FacetsReport count_facets(const FacetsRequest& request, Searcher& searcher);

}  // namespace dateline
