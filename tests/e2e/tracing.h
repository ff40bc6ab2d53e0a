// SPDX-License-Identifier: GPL-2.0-or-later
// Programs under strace, which makes calls fail or wait.
#pragma once

#include "tests/e2e/process.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace e2e {

/// If this is false, the test has warned that it checked nothing.
inline bool can_trace() {
  const bool can = run("strace", {"-qq", "-o", "/dev/null", "true"}).exit_code == 0;
  if (!can) WARN("strace does not run here: nothing of this was tested");
  return can;
}

/// Runs strace, under which a sanitized program cannot look for leaks.
inline Outcome trace(const std::vector<std::string>& words) {
  return run("strace", words, {.environment = {"LSAN_OPTIONS=detect_leaks=0"}});
}

}  // namespace e2e
