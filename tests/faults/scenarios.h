// SPDX-License-Identifier: GPL-2.0-or-later
// What people do with archives, each on one that is as small as shows it.
#pragma once

#include "tests/faults/world.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace faults {

/// Makes what it is to read, and says how it is started.
using Start = std::function<Command(const World&)>;

struct Scenario {
  std::string name;
  std::function<void(World&)> prepare;
  Start command;
  std::set<int> done = {0};   ///< how it ends without a fault
  std::set<int> again = {0};  ///< how it ends when it is run once more
  std::set<int> partly = {};  ///< how it ends when it says that only some of it was done
  /// It has several steps, each of which may be the last that was done.
  bool has_steps = false;
  /// What leaves what its steps on the way do.
  std::vector<Start> steps = {};
  unsigned clock_step_s = 0;  ///< each look at the clock is so much later than the last
};

const std::vector<Scenario>& scenarios();

/// Each shard has several segments, two stories are united, one article is replaced, one deleted.
void make_archive(World& world);

}  // namespace faults
