// SPDX-License-Identifier: GPL-2.0-or-later
// shard move, attach, detach: between this machine and Xapian's stock servers on others.
#pragma once

#include "common/archive/served_shard.h"
#include "indexer/writer/writer.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace dateline::commands {

/// What to say about a shard on servers that was copied before its facts and words were kept here.
inline constexpr const char* kWithoutFacts =
    "its words and ids are not known here, so it refuses wildcards, and add asks its "
    "servers; to fix that: dateline-index shard detach, move and attach";

/// What a verb did with a shard.
struct ShardSummary {
  std::uint64_t articles = 0;
  std::uint64_t bytes = 0;  ///< written or freed on this machine
};

/// Writes a database for servers with all articles of the shard to `output`, which must not exist.
/// The archive continues to answer for it. Throws Error (Usage) when there is no such shard here.
ShardSummary move_shard(const std::filesystem::path& archive, const std::string& shard,
                        const std::filesystem::path& output,
                        std::chrono::milliseconds lock_timeout);

/// From now on these servers answer for the shard; its data here is removed. For a shard that is
/// already served, these become its servers. Each must have the database that `move_shard` wrote,
/// and the shard must not have changed since: throws Error (Usage or Damaged) otherwise, and
/// nothing has changed. Before anything changes, `tell` is called for each saved search that the
/// archive will no longer answer.
ShardSummary attach_shard(
    const std::filesystem::path& archive, const std::string& shard,
    const std::vector<std::string>& servers, const ServerTimeouts& timeouts,
    std::chrono::milliseconds lock_timeout,
    const std::function<void(const std::string& line)>& tell = [](const std::string&) {});

/// Fetches the articles of a served shard back into the archive, which then does without servers.
ShardSummary detach_shard(const std::filesystem::path& archive, const std::string& shard,
                          const WriterOptions& options);

}  // namespace dateline::commands
