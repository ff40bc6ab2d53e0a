// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search compare`: what two queries have in common, and what sets them apart.
#pragma once

#include "common/date/buckets.h"
#include "searcher/verbs/keyness/keyness.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct CompareRequest {
  SearchRequest search;      ///< its query is the first; sort, page, limit, facets are ignored
  std::string with;          ///< the second query
  std::size_t top = 10;      ///< sources, and words of each
  std::optional<Bucket> by;  ///< periods; nothing to choose ones that make a short table
};

/// Articles of the first and of the second query.
using CountOfBoth = std::array<std::uint64_t, 2>;

struct ComparedRow {
  std::string value;
  CountOfBoth articles{};
};

struct Comparison {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  std::array<std::string, 2> queries;
  CountOfBoth articles{};
  CountOfBoth stories{};
  CountOfBoth left_out{};  ///< withheld or canceled articles
  std::uint64_t in_both = 0;
  std::vector<ComparedRow> sources;  ///< those with the most articles in either, most first
  std::size_t other_sources = 0;     ///< that are left out
  CountOfBoth without_source{};
  Bucket by = Bucket::Year;
  std::vector<ComparedRow> periods;  ///< from the first to the last that has an article
  CountOfBoth unplaced{};            ///< undated, or dated less precisely
  /// Words that each query's articles have more of; none if some of the articles are on servers.
  std::array<std::vector<KeyWord>, 2> words;
  bool words_known = true;
  std::vector<MissingShard> missing;
};

/// Counts exactly. Throws QueryError or Error. The second asks an archive that is already open.
Comparison compare_queries(const CompareRequest& request);
Comparison compare_queries(const CompareRequest& request, Searcher& searcher);

}  // namespace dateline
