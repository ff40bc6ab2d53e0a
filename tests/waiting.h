// SPDX-License-Identifier: GPL-2.0-or-later
// Waiting for what must happen, but not forever.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include <sys/types.h>

namespace test {

/// Generous, for sanitizers and busy machines are slow, and only a failure takes as long; but less
/// than the two minutes after which CTest ends a test that has not said what it waits for.
inline constexpr std::chrono::seconds kPatience(100);

/// Calls `is_so` repeatedly until it is true; false if it is not within `patience`.
bool wait_until(const std::function<bool()>& is_so, std::chrono::milliseconds patience = kPatience);

/// How a child process ended.
struct Ended {
  int exit_code = -1;            ///< 128 + signal when a signal ended it
  double processor_seconds = 0;  ///< user and system, with the children that it waited for
};

/// Waits for the end of the child `pid`; nullopt if it does not end within `patience`.
std::optional<Ended> wait_for_end(pid_t pid, std::chrono::milliseconds patience = kPatience);

/// True when the child `pid` has ended; it can still be waited for.
bool has_ended(pid_t pid);

}  // namespace test
