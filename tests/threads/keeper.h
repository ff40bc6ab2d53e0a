// SPDX-License-Identifier: GPL-2.0-or-later
// What many threads write beside the archive: saved searches, alerts, and what these deliver.
#pragma once

#include "searcher/find/search.h"

#include <filesystem>
#include <set>
#include <string>

namespace test {

/// The name of a saved search that somebody else may have made, and whose query cannot be read.
inline constexpr const char* kUnreadable = "kept-wrong";

/// Saves, lists, forgets, sets alerts and delivers as the programs do. Each thread has a search of
/// its own; one is replaced by all; one is an alert for all new articles.
class Keeper {
 public:
  /// Of an archive that finds articles by "minister".
  explicit Keeper(std::filesystem::path archive);

  /// In the `pass`-th turn of a thread. Throws when something is lost or half written.
  void act(int thread, int pass) const;

  /// The ids that the alert has delivered, after a last delivery. Throws when one came twice, or
  /// when not each line is whole.
  [[nodiscard]] std::set<std::string> delivered() const;

 private:
  [[nodiscard]] dateline::SearchRequest about(const std::string& query) const;
  void list() const;
  void deliver() const;

  std::filesystem::path archive_;
};

}  // namespace test
