// SPDX-License-Identifier: GPL-2.0-or-later
// Programs that are killed, at any call: what was there is there, or what should be.
#include "tests/faults/judge.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace faults;

namespace {

void kill_at_each(Judge& judge, Fault fault, std::uint32_t points, const char* when) {
  const std::uint64_t there = judge.points(points);
  std::uint64_t killed = 0;
  for (const std::uint64_t at : chosen(there)) {
    const e2e::Outcome outcome = judge.run({.fault = fault, .points = points, .at = at});
    const Control& control = judge.world().control();
    const std::string what =
        fmt::format("killed {} call {} of {}, {}", when, at, there, control.hit);
    // A command that starts another may go on without it.
    if (control.hits == 1) ++killed;
    judge.judge_run(what, outcome);
  }
  CHECK(killed == chosen(there).size());
  fmt::print("{:<16} killed {:<6} {:>5} of {:>5} calls\n", judge.name(), when, killed, there);
}

}  // namespace

TEST_CASE("whatever call a program is killed at, nothing is lost, and running it again ends it",
          "[kill]") {
  for (const Scenario* scenario : chosen_scenarios()) {
    Judge judge(*scenario);
    kill_at_each(judge, Fault::KillBefore, kAll, "before");
    kill_at_each(judge, Fault::KillAfter, kChanges, "after");
    report(judge);
  }
}
