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

namespace dateline {

/// Watches a directory and all below it, but for archives of ours, until a signal that ends the run
/// was noted (see stop_signal.h).
class Watch {
 public:
  /// Throws Error (Usage) when `directory` is none, Error (Machine) when it cannot be
  /// watched.
  explicit Watch(std::filesystem::path directory);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch();

  /// Waits until files have arrived and, for a moment, no more do: files are written and closed, or
  /// moved here. Never longer than two seconds after the first, so that a steady stream is seen
  /// too. Empty after a signal, or when nothing arrives for `patience` (negative: for ever).
  std::vector<Source> arrivals(std::chrono::milliseconds patience);

 private:
  void watch_tree(const std::filesystem::path& directory);
  void watch_one(const std::filesystem::path& directory);
  void arrived(const std::filesystem::path& path);
  void take_events();

  std::filesystem::path root_;
  int events_ = -1;
  std::map<int, std::filesystem::path> watched_;  ///< by inotify's number
  std::set<std::filesystem::path> arrived_;
};

}  // namespace dateline
