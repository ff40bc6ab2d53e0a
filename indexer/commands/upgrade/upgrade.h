// SPDX-License-Identifier: GPL-2.0-or-later
// upgrade: turns an archive of an older format into the current one, from its own records.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace dateline::commands {

struct UpgradeOptions {
  std::filesystem::path archive;
  std::filesystem::path to;  ///< a new archive; empty: the archive itself is replaced
  std::chrono::milliseconds lock_timeout{0};
  /// Called with the number of articles of each finished segment.
  std::function<void(std::uint64_t articles)> on_upgraded;
};

struct UpgradeSummary {
  int from = 0;  ///< the format it had; the current one if there was nothing to do
  std::uint64_t articles = 0;
  std::uint64_t segments = 0;
  std::uint64_t revision = 0;
  std::vector<std::string> notes;  ///< what could not be brought up to date, one line each
};

/// Builds every segment anew from its records, each compared with the digest from when it was
/// indexed, and publishes all in one step at the end: interrupted, the archive is as it was. The
/// UUID, ids, versions, times of indexing, flags, stories, deletions, lists of files read, saved
/// searches and records of deliveries stay; the revision rises by one. Throws Error.
UpgradeSummary upgrade(const UpgradeOptions& options);

}  // namespace dateline::commands
