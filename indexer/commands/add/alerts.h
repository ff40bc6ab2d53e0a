// SPDX-License-Identifier: GPL-2.0-or-later
// Alerts after a publication. Finding matches is the searcher's job: this asks it to deliver.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace dateline::commands {

struct AlertOutcome {
  std::uint64_t delivered = 0;
  std::string problem;  ///< why it last failed; empty if it did not
};

/// By name of the alert; under "" what prevented all of them from running.
using AlertOutcomes = std::map<std::string, AlertOutcome>;

/// Runs `dateline-search deliver`, the one beside this program or else in PATH, if the archive has
/// saved searches, and adds what it did to `outcomes`. Failures are also reported on stderr.
void deliver_alerts(const std::filesystem::path& archive, AlertOutcomes& outcomes);

}  // namespace dateline::commands
