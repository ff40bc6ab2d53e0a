// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search export`: every matching article as a stream, and a manifest of what was written.
#pragma once

#include "searcher/find/search.h"

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>

#include <unistd.h>

namespace dateline {

struct ExportRequest {
  SearchRequest search;  ///< query, dates, order, cursor; its `limit` and facets do not count
  std::size_t limit = std::numeric_limits<std::size_t>::max();
  std::string format = "jsonl";
  std::string fields;              ///< "a,b,c"; empty for all
  bool has_mark = false;           ///< csv and tsv begin with a byte order mark
  std::filesystem::path manifest;  ///< empty: stderr
  int output = STDOUT_FILENO;      ///< file descriptor
};

/// Writes to `output`. Returns the number of articles written. Throws QueryError or Error; then
/// there is no manifest, and the error's hint says how to continue. The second asks an archive that
/// is already open.
std::uint64_t export_articles(const ExportRequest& request);
std::uint64_t export_articles(const ExportRequest& request, Searcher& searcher);

}  // namespace dateline
