// SPDX-License-Identifier: GPL-2.0-or-later
// The verbs beside `add`: create, delete, status, check, compact.
#pragma once

#include "common/archive/manifest.h"
#include "common/date.h"
#include "indexer/build/writer.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

/// Makes an empty archive, which survives a power cut. False where there is an archive already, or
/// another process makes it at the same time. Throws Error (BadArchive) where something else is.
bool make_archive(const std::filesystem::path& archive, ShardBy shard_by);

/// The same, and throws Error (Usage) where there is an archive already.
void create(const std::filesystem::path& archive, ShardBy shard_by);

/// What is to be deleted: articles with these ids, or all that match `query`.
struct DeleteOptions {
  std::filesystem::path archive;
  std::vector<std::string> ids;
  std::string query;
  Date today;  ///< the day that `yesterday` in the query is counted from
  bool dry_run = false;
  WriterOptions writer;
};

struct DeleteSummary {
  std::uint64_t deleted = 0;  ///< or would be, in a dry run
  std::vector<std::string> unknown_ids;
};

/// Deletes and publishes, all or nothing.
DeleteSummary delete_articles(const DeleteOptions& options);

/// Articles, shards, sources, span of dates and size; as text for people or as JSON.
std::string status(const std::filesystem::path& archive, bool as_json);

/// What to tell of a shard on servers that was copied before its facts and words were kept here.
inline constexpr const char* kWithoutFacts =
    "its words and ids are not known here, so wildcards are refused for it and add asks its "
    "servers; to mend that: dateline-index shard detach, move and attach";

/// One line for each segment and for the manifest, and what is wrong with them.
struct CheckReport {
  std::string text;
  bool sound = true;
  bool servers_right = true;    ///< those that answer have what they should have
  bool servers_reached = true;  ///< all of them answer

  /// `wrong` is empty when all is well with it.
  void add(const std::string& what, std::uint64_t articles, const std::string& wrong);
  void add_if_wrong(const std::string& what, const std::string& wrong);
};

/// Verifies the manifest, the structure of every segment, its number of articles, and that every
/// record can be read and found by its id; and that every server that can be reached has the
/// database it should have. A server that is down is no damage.
CheckReport check(const std::filesystem::path& archive);

}  // namespace dateline
