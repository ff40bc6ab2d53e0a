// SPDX-License-Identifier: GPL-2.0-or-later
// Noticing files that arrive in a directory, by inotify.
#pragma once

#include "indexer/sources/sources.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace dateline::commands {

/// Watches a directory and all below it, except our archives, until a signal that ends the run was
/// noted (see stop_signal.h).
class Watch {
 public:
  /// Throws Error (Usage) if `directory` is not one, Error (Machine) when it cannot be
  /// watched.
  explicit Watch(std::filesystem::path directory, Patterns left_out = {});
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch();

  /// Waits until files have arrived and, for a moment, no more do: files are written and closed, or
  /// moved here. At most two seconds after the first, so that a steady stream is handled too. Empty
  /// after a signal, or when nothing arrives for `patience` (negative: forever).
  std::vector<Source> arrivals(std::chrono::milliseconds patience);

 private:
  void watch_tree(const std::filesystem::path& directory);
  void watch_one(const std::filesystem::path& directory);
  void arrived(const std::filesystem::path& path);
  void take_events();

  std::filesystem::path root_;
  Patterns left_out_;
  int events_ = -1;
  std::map<int, std::filesystem::path> watched_;  ///< by inotify's number
  std::set<std::filesystem::path> arrived_;
};

}  // namespace dateline::commands
