// SPDX-License-Identifier: GPL-2.0-or-later
// What people do with archives, each on one that is as small as shows it.
#pragma once

#include "tests/faults/world.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace faults {

struct Scenario {
  std::string name;
  std::function<void(World&)> prepare;
  std::function<Command(const World&)> command;
  std::set<int> done = {0};   ///< how it ends without a fault
  std::set<int> again = {0};  ///< how it ends when it is run once more
};

const std::vector<Scenario>& scenarios();

/// Each shard has several segments, two stories are united, one article is replaced, one deleted.
void make_archive(World& world);

}  // namespace faults
