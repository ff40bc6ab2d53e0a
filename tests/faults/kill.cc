// SPDX-License-Identifier: GPL-2.0-or-later
// Programs killed at any call: the old content is there, or the new.
#include "tests/faults/sweeps.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace faults;

namespace {

std::uint64_t kill_at_each(Judge& judge, Fault fault, std::uint32_t points, const char* when) {
  const std::uint64_t there = judge.points(points);
  std::uint64_t killed = 0;
  for (const std::uint64_t at : chosen(there)) {
    const e2e::Outcome outcome = judge.run({.fault = fault, .points = points, .at = at});
    const Control& control = judge.world().control();
    const std::string what =
        fmt::format("killed {} call {} of {}, {}", when, at, there, control.hit);
    // A command that starts another may continue without it.
    if (control.hits == 1) ++killed;
    judge.judge_run(what, outcome);
  }
  CHECK(killed == chosen(there).size());
  tell(judge, fmt::format("killed {}", when), killed, there);
  return killed;
}

}  // namespace

std::uint64_t faults::kill(Judge& judge) {
  return kill_at_each(judge, Fault::KillBefore, kAll, "before") +
         kill_at_each(judge, Fault::KillAfter, kChanges, "after");
}
