// SPDX-License-Identifier: GPL-2.0-or-later
// What was measured, and the tables that show it.
#pragma once

#include "tests/bench/measure.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline::bench {

/// The times of one row: for each query, the median of its rounds.
struct RowTimes {
  std::string name;
  Latency latency;
  double mean = 0;  ///< milliseconds
};

/// One engine on one corpus.
struct EngineResult {
  std::string name;
  Indexing indexing;
  std::vector<RowTimes> rows;          ///< empty for one that has no long-lived process
  std::uint64_t search_own_bytes = 0;  ///< after all rows
  std::uint64_t search_rss_bytes = 0;  ///< peak, with pages of files
  double cold_milliseconds = 0;        ///< median
  std::optional<double> add_seconds;   ///< for 1,000 articles more; Dateline only
};

/// All engines on one corpus; Dateline is the first, and ratios are to Lucene where it took part.
struct Comparison {
  std::uint64_t articles = 0;
  std::uint64_t text_bytes = 0;
  std::string agreement;  ///< what was found to be the same
  std::vector<EngineResult> engines;
};

/// A ratio above 1 means that Dateline is faster or smaller.
std::string comparison_table(const Comparison& comparison);

/// How Dateline's figures grow from one comparison to the next.
std::string growth_table(const std::vector<Comparison>& comparisons);

}  // namespace dateline::bench
