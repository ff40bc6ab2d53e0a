// SPDX-License-Identifier: GPL-2.0-or-later
// Noticing files that arrive in a directory, by inotify.
#pragma once

#include "indexer/readers/sources.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace dateline {

/// Watches a directory and all below it, but for archives of ours. From its construction on SIGINT
/// and SIGTERM no longer end the process, but the watch.
class Watch {
 public:
  /// Throws Error (Usage) when `directory` is none, Error (MachineFailed) when it cannot be
  /// watched.
  explicit Watch(std::filesystem::path directory);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch();

  /// Waits until files have arrived and, for a moment, no more do: files are written and closed, or
  /// moved here. Never longer than two seconds after the first, so that a steady stream is seen
  /// too. Empty when the watch is over, or nothing arrives for `patience` (negative: for ever).
  std::vector<Source> arrivals(std::chrono::milliseconds patience);

  /// True after SIGINT or SIGTERM.
  [[nodiscard]] bool is_over();

 private:
  void watch_tree(const std::filesystem::path& directory);
  void watch_one(const std::filesystem::path& directory);
  void arrived(const std::filesystem::path& path);
  void take_events();

  std::filesystem::path root_;
  int events_ = -1;
  int signals_ = -1;
  bool is_over_ = false;
  std::map<int, std::filesystem::path> watched_;  ///< by inotify's number
  std::set<std::filesystem::path> arrived_;
};

}  // namespace dateline
