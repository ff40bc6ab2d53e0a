// SPDX-License-Identifier: GPL-2.0-or-later
// What people do with archives, each on the smallest one that shows it.
#pragma once

#include "tests/faults/world.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace faults {

/// Creates its input, and says how to start it.
using Start = std::function<Command(const World&)>;

struct Scenario {
  std::string name;
  std::function<void(World&)> prepare;
  Start command;
  std::set<int> done = {0};   ///< how it ends without a fault
  std::set<int> again = {0};  ///< how it ends when run again
  std::set<int> partly = {};  ///< how it ends when it reports that only part was done
  /// It has several steps, each of which may be the last one done.
  bool has_steps = false;
  /// What leaves its intermediate states.
  std::vector<Start> steps = {};
  unsigned clock_step_s = 0;  ///< each reading of the clock is that much later than the last
};

const std::vector<Scenario>& scenarios();

/// Each shard has several segments, two stories are united, one article is replaced, one deleted.
void make_archive(World& world);

}  // namespace faults
