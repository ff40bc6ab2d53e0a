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
  SearchRequest search;                   ///< what is counted; page, limit and facets are ignored
  std::vector<std::string> fields;        ///< of counted_fields
  std::optional<std::size_t> top;         ///< how many of the most frequent values; nothing for all
  std::uint64_t min = 1;                  ///< values of fewer articles are left out
  std::optional<std::string> across;      ///< a field by which each of `fields` is counted, too
  std::optional<std::size_t> top_across;  ///< the same as `top` for its values
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
  std::vector<FacetRow> rows;    ///< most frequent first; dates and lengths in order
  std::size_t other_values = 0;  ///< values that `top` and `min` leave out
  ArticlesAndStories other;      ///< of articles with any of them
  ArticlesAndStories without;    ///< of articles without a value
};

/// A row or a column of a table of two fields.
struct CrossLine {
  enum class Kind {
    Value,
    Other,    ///< any of the values that are left out
    Without,  ///< no value
    Total,    ///< every article, whatever it has
  };
  Kind kind = Kind::Value;
  std::string value;       ///< of Kind::Value
  std::size_t values = 1;  ///< how many it stands for; 0 without a value and for the total
};

/// One field by another. What has several values is counted in the row or column of each, so these
/// may add up to more than the total.
struct CrossTable {
  std::string field;
  std::string across;
  std::vector<CrossLine> rows;     ///< values as in FacetTable, then what is left, then the total
  std::vector<CrossLine> columns;  ///< likewise
  std::vector<std::vector<ArticlesAndStories>> cells;  ///< by row and column
};

struct FacetsReport {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  ArticlesAndStories total;
  std::uint64_t left_out = 0;  ///< withheld or canceled articles
  std::vector<FacetTable> tables;
  std::vector<CrossTable> crossed;  ///< of each field, if requested
  std::vector<MissingShard> missing;
};

/// Throws QueryError or Error. The second asks an archive that is already open.
FacetsReport count_facets(const FacetsRequest& request);
FacetsReport count_facets(const FacetsRequest& request, Searcher& searcher);

}  // namespace dateline
