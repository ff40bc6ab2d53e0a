// SPDX-License-Identifier: GPL-2.0-or-later
// Catch2's main, compiled once.
#include "tests/unit/temporary.h"

#include <cstdlib>

#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

int main(int argc, char** argv) {
  // What is made here is not remembered among the archives of whoever runs the tests.
  const test::Temporary state;
  setenv("XDG_STATE_HOME", state.path().c_str(), 1);
  return Catch::Session().run(argc, argv);
}
