// SPDX-License-Identifier: GPL-2.0-or-later
// Calls that fail, once or from then on: what is reported is true, and nothing is lost.
#include "tests/faults/sweeps.h"

#include <cerrno>

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace faults;

namespace {

struct Failure {
  const char* name;
  Fault fault;
  int error;
  std::uint32_t points;
  bool is_sticky;
};

constexpr Failure kFailures[] = {
    {"EIO", Fault::Fail, EIO, kAll, false},
    {"EIO for good", Fault::Fail, EIO, kAll, true},
    {"ENOSPC", Fault::Fail, ENOSPC, kTakesSpace, false},
    {"ENOSPC for good", Fault::Fail, ENOSPC, kTakesSpace, true},
    {"EMFILE", Fault::Fail, EMFILE, kTakesDescriptor, false},
    {"EMFILE for good", Fault::Fail, EMFILE, kTakesDescriptor, true},
    {"EINTR", Fault::Fail, EINTR, kIsInterrupted, false},
    {"short", Fault::Short, 0, kIsShort, false},
    {"short for good", Fault::Short, 0, kIsShort, true},
};

}  // namespace

std::uint64_t faults::fail(Judge& judge) {
  std::uint64_t all = 0;
  for (const Failure& failure : kFailures) {
    const std::uint64_t there = judge.points(failure.points);
    std::uint64_t failed = 0;
    for (const std::uint64_t at : chosen(there)) {
      const e2e::Outcome outcome = judge.run({.fault = failure.fault,
                                              .points = failure.points,
                                              .at = at,
                                              .error = failure.error,
                                              .is_sticky = failure.is_sticky});
      const Control& control = judge.world().control();
      if (control.hits != 0) ++failed;
      judge.judge_run(fmt::format("{} at call {} of {}, {}", failure.name, at, there, control.hit),
                      outcome);
    }
    CHECK(failed == chosen(there).size());
    tell(judge, failure.name, failed, there);
    all += failed;
  }
  return all;
}
