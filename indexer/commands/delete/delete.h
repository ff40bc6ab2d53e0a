// SPDX-License-Identifier: GPL-2.0-or-later
// Removing articles from an archive.
#pragma once

#include "common/date/date.h"
#include "indexer/writer/writer.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline::commands {

/// What to delete: articles with these ids, or all that match `query`.
struct DeleteOptions {
  std::filesystem::path archive;
  std::vector<std::string> ids;
  std::string query;
  Date today;  ///< the day from which `yesterday` in the query is counted
  bool dry_run = false;
  WriterOptions writer;
};

struct DeleteSummary {
  std::uint64_t deleted = 0;  ///< or would be, in a dry run
  std::vector<std::string> unknown_ids;
};

/// Deletes and publishes, all or nothing.
DeleteSummary delete_articles(const DeleteOptions& options);

}  // namespace dateline::commands
