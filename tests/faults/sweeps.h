// SPDX-License-Identifier: GPL-2.0-or-later
// Faults of one kind, at chosen points of a command; the judge records the result.
#pragma once

#include "tests/faults/judge.h"

#include <cstdint>
#include <set>
#include <string>

namespace faults {

/// Each returns how many points were hit, and fails the test if these are not the chosen ones.
std::uint64_t kill(Judge& judge);
std::uint64_t fail(Judge& judge);
/// Counts images: four for each point.
std::uint64_t cut_power(Judge& judge);

/// Kinds of files and directories that the command syncs, if that keeps anything.
std::set<std::string> syncs_of(Judge& judge);
/// Leaves out the syncs of one kind, and cuts the power until the judge has a problem.
void cut_power_without(Judge& judge, const std::string& kind);

}  // namespace faults
