// SPDX-License-Identifier: GPL-2.0-or-later
// Removing articles from an archive, and keeping them out.
#pragma once

#include "common/engine/query/context.h"
#include "indexer/writer/writer.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace dateline::commands {

/// What to delete, in one of these ways: the articles with `ids`, all that match `query`, those
/// that the files at `sources` hold, or those of files that are missing.
struct DeleteOptions {
  std::filesystem::path archive;
  std::vector<std::string> ids;
  std::string query;
  std::vector<std::filesystem::path> sources;
  bool missing = false;
  query::Context context;  ///< in which the query is asked
  std::string reason;      ///< kept with what is deleted
  bool dry_run = false;
  std::size_t shown = 10;  ///< the most articles to name
  WriterOptions writer;
};

/// What is about to be deleted.
struct Doomed {
  struct Named {
    std::string id;
    std::string published;  ///< the day, ISO 8601; empty if undated
    std::string headline;
    bool unread = false;  ///< a server has the headline, and does not answer; in a dry run only
  };
  std::uint64_t articles = 0;
  std::uint64_t undated = 0;
  std::string first;              ///< day of the earliest, ISO 8601; empty if all are undated
  std::string last;               ///< of the latest
  std::string query;              ///< as it is read; empty without one
  std::vector<std::string> gone;  ///< files that do not exist any more
  std::vector<Named> named;       ///< the earliest, undated ones last
};

struct DeleteSummary {
  std::uint64_t deleted = 0;          ///< or would be, in a dry run
  std::vector<std::string> problems;  ///< lines about ids and files that are not there
};

/// Deletes and publishes, all or nothing, unless it is a dry run or `confirm`, which is asked
/// before if anything was found, says no. The archive is locked meanwhile.
DeleteSummary delete_articles(const DeleteOptions& options,
                              const std::function<bool(const Doomed&)>& confirm);

}  // namespace dateline::commands
