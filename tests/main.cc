// SPDX-License-Identifier: GPL-2.0-or-later
// Archives made in a test run are not remembered among the user's own.
#include "tests/rounds.h"
#include "tests/unit/temporary.h"

#include <cstdlib>
#include <iostream>
#include <optional>

#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include <catch2/catch.hpp>

namespace {

class Surroundings : public Catch::TestEventListenerBase {
 public:
  using TestEventListenerBase::TestEventListenerBase;

  void testRunStarting(const Catch::TestRunInfo& /*run*/) override {
    state_.emplace();
    setenv("XDG_STATE_HOME", state_->path().c_str(), 1);
    setenv("XDG_RUNTIME_DIR", (state_->path() / "run").c_str(), 1);
  }
  void testCaseEnded(const Catch::TestCaseStats& stats) override {
    if (stats.totals.assertions.allPassed()) return;
    std::cout << "DATELINE_TEST_SEED=" << test::seed_of_run() << " began this test\n";
  }
  void testRunEnded(const Catch::TestRunStats& /*run*/) override { state_.reset(); }

 private:
  std::optional<test::Temporary> state_;
};

CATCH_REGISTER_LISTENER(Surroundings)

}  // namespace
