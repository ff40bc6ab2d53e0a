// SPDX-License-Identifier: GPL-2.0-or-later
// Running another program, or a part of this one, to its end or up to a time limit.
#pragma once

#include <chrono>
#include <functional>
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
  bool is_late = false;  ///< it took longer than `patience`, and was killed with its children
};

/// Runs `arguments[0]`, looked for in PATH unless it has a slash. Its signals are as if a shell had
/// started it. Throws Error (Machine) when it cannot be started.
ChildOutcome run_child(const std::vector<std::string>& arguments, const ChildOptions& options);

/// Runs `work` in a separate process, for what may hang where no signal ends it, such as a write to
/// a dead mount. False when it took longer than `patience`: then it was killed, with everything it
/// started, and is no longer waited for. It has a copy of our memory, none of our open files but
/// the standard ones, and ends when we do. Throws the Error that `work` threw, or Error (Machine)
/// when it ended otherwise. Of our threads it has this one only: where others hold a lock, such as
/// that of something used for the first time, `work` waits for it until it is killed.
bool run_apart(const std::function<void()>& work, std::chrono::milliseconds patience);

}  // namespace dateline
