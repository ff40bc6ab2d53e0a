// SPDX-License-Identifier: GPL-2.0-or-later
// Running another program to its end.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct ChildOptions {
  std::string_view input;                ///< on its standard input
  std::vector<std::string> environment;  ///< "NAME=value", added to our own
  bool keep_output = false;              ///< else it goes where our stderr goes
  std::optional<std::chrono::milliseconds> patience = std::nullopt;
};

struct ChildOutcome {
  std::string output;    ///< of standard output, if kept
  int exit_code = 0;     ///< 128 + signal when a signal ended it
  bool is_late = false;  ///< it took longer than `patience`, and was killed
};

/// Runs `arguments[0]`, looked for in PATH unless it has a slash. Its signals are as if a shell had
/// started it. Throws Error (MachineFailed) when it cannot be started.
ChildOutcome run_child(const std::vector<std::string>& arguments, const ChildOptions& options);

}  // namespace dateline
