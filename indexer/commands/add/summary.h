// SPDX-License-Identifier: GPL-2.0-or-later
// What `dateline-index add` did.
#pragma once

#include "common/fields/article.h"
#include "indexer/commands/add/alerts.h"
#include "indexer/sources/passed_over.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace dateline::commands {

struct AddSummary {
  std::uint64_t skipped_files = 0;  ///< read before, and unchanged
  PassedOver passed_over;
  std::uint64_t read = 0;     ///< articles that readers found, including rejected ones
  std::uint64_t too_old = 0;  ///< left out by --since
  std::uint64_t added = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t replaced = 0;
  std::uint64_t superseded = 0;  ///< other articles of this run with the same id came later
  std::uint64_t withdrawn = 0;   ///< deleted before, and not added again
  std::uint64_t qualified = 0;   ///< kept under an id of their own, as another article has theirs
  std::uint64_t rejected = 0;
  std::uint64_t still_unread = 0;  ///< rejected by earlier runs, in files that have not changed
  std::uint64_t undated = 0;
  std::map<Flag, std::uint64_t> flags;
  std::uint64_t bytes = 0;   ///< of text read, unpacked
  double seconds = 0;        ///< spent reading and building
  bool was_stopped = false;  ///< before all sources were read
  int stopped_by = 0;        ///< a signal
  AlertOutcomes alerts;

  [[nodiscard]] std::uint64_t all_passed_over() const;

  /// False if something was or is rejected, was not read or not delivered.
  [[nodiscard]] bool all_went_well() const {
    return rejected == 0 && still_unread == 0 && !was_stopped &&
           std::all_of(alerts.begin(), alerts.end(),
                       [](const auto& alert) { return alert.second.problem.empty(); });
  }
};

/// The closing summary for people; its last line says what was rejected. `log` is where rejects are
/// recorded, or empty.
std::string summary_text(const AddSummary& summary, const std::string& log);

}  // namespace dateline::commands
