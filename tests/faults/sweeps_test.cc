// SPDX-License-Identifier: GPL-2.0-or-later
// Every command with every fault: nothing is lost, and what is reported is true. By default a share
// of them.
#include "tests/faults/sweeps.h"

#include <map>
#include <set>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace faults;

namespace {

/// A sweep of all scenarios; `least` points if all are requested.
void sweep(const char* name, std::uint64_t (*hit)(Judge&), std::uint64_t least) {
  std::uint64_t points = 0;
  std::size_t problems = 0;
  std::size_t contents = 0;
  for (const Scenario* scenario : chosen_scenarios()) {
    Judge judge(*scenario);
    points += hit(judge);
    problems += judge.problems().size();
    contents += judge.contents();
    report(judge);
  }
  fmt::print("{}: {} points in all, {} different contents, {} problems\n", name, points, contents,
             problems);
  if (all_are_chosen()) CHECK(points >= least);
}

}  // namespace

TEST_CASE("a share of all faults: nothing is lost, and what is said is true", "[share]") {
  for (const Scenario* scenario : chosen_scenarios()) {
    Judge judge(*scenario);
    kill(judge);
    fail(judge);
    cut_power(judge);
    report(judge);
  }
}

TEST_CASE("whatever call a program is killed at, nothing is lost, and running it again ends it",
          "[.][kill]") {
  sweep("kill", kill, 5000);
}

TEST_CASE("whatever call fails, what is said is true, and running the program again ends it",
          "[.][fail]") {
  sweep("fail", fail, 20'000);
}

TEST_CASE("whenever the power goes, nothing is lost that was acknowledged", "[.][power]") {
  sweep("power", cut_power, 5000);
}

TEST_CASE("without any one of its syncs, a power cut loses something", "[.][syncs]") {
  // Leaves out the syncs of one kind of file at a time, in each command until one loses something.
  std::map<std::string, std::string> lost;  // by the kind that was left out
  for (const Scenario* scenario : chosen_scenarios()) {
    Judge judge(*scenario);
    for (const std::string& kind : syncs_of(judge)) {
      std::string& by = lost[kind];
      if (!by.empty()) continue;
      judge.forget();
      cut_power_without(judge, kind);
      if (!judge.problems().empty()) by = judge.problems().front();
    }
  }
  for (const auto& [kind, by] : lost) {
    fmt::print("without the sync of {:<40} {}\n", kind, by.empty() ? "-" : by.substr(0, 300));
    INFO("nothing fails without the sync of " << kind);
    CHECK_FALSE(by.empty());
  }
}
