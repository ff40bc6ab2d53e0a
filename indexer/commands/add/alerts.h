// SPDX-License-Identifier: GPL-2.0-or-later
// Alerts after a publication. What they find is the searcher's business: this asks it to deliver.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace dateline {

struct AlertOutcome {
  std::uint64_t delivered = 0;
  std::string problem;  ///< why it failed the last time; empty when it did not
};

/// By the name of the alert; what kept all of them from being run is under "".
using AlertOutcomes = std::map<std::string, AlertOutcome>;

/// Runs `dateline-search deliver`, the one beside this program or else in PATH, where the archive
/// has saved searches, and adds what it did to `outcomes`. What fails is told on stderr too.
void deliver_alerts(const std::filesystem::path& archive, AlertOutcomes& outcomes);

}  // namespace dateline
