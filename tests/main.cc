// SPDX-License-Identifier: GPL-2.0-or-later
// What is made in a run of tests is not remembered among the archives of whoever runs them.
#include "tests/unit/temporary.h"

#include <cstdlib>
#include <optional>

#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include <catch2/catch.hpp>

namespace {

class StateOfItsOwn : public Catch::TestEventListenerBase {
 public:
  using TestEventListenerBase::TestEventListenerBase;

  void testRunStarting(const Catch::TestRunInfo& /*run*/) override {
    state_.emplace();
    setenv("XDG_STATE_HOME", state_->path().c_str(), 1);
    setenv("XDG_RUNTIME_DIR", (state_->path() / "run").c_str(), 1);
  }
  void testRunEnded(const Catch::TestRunStats& /*run*/) override { state_.reset(); }

 private:
  std::optional<test::Temporary> state_;
};

CATCH_REGISTER_LISTENER(StateOfItsOwn)

}  // namespace
