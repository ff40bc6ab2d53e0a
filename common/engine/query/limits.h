// SPDX-License-Identifier: GPL-2.0-or-later
// What keeps a query from being a bomb. Breaking a limit is an error that says how to raise it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>
#include <stdexcept>

namespace dateline::query {

/// Thrown by a search that is not wanted any more. No Error, for nothing went wrong.
class Stopped : public std::runtime_error {
 public:
  Stopped() : std::runtime_error("the search was stopped") {}
};

struct Limits {
  std::size_t terms = 256;       ///< words of the query, those of its phrases, too
  unsigned depth = 32;           ///< brackets in each other
  std::size_t expansion = 1000;  ///< words that one wildcard or fuzzy() may stand for
  double seconds = 60;           ///< for the whole search
  /// Becomes true, in a handler of signals for one, when the answer is not wanted any more; null
  /// where that cannot be.
  const std::atomic<bool>* stopped = nullptr;

  /// Throws Stopped.
  void check_stopped() const {
    if (stopped != nullptr && stopped->load(std::memory_order_relaxed)) throw Stopped();
  }
};

/// Of NEAR/n and its like; and what NEAR without a number means.
inline constexpr unsigned kMaxNearDistance = 1000;
inline constexpr unsigned kDefaultNearDistance = 10;
/// Of `atleastN` and `firstN`.
inline constexpr unsigned kMaxCount = 10'000;

/// When a search that starts now must be done, and whether it is wanted until then.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  Deadline() = default;  ///< never
  explicit Deadline(const Limits& limits)
      : limits_(limits),
        at_(Clock::now() + std::chrono::duration_cast<Clock::duration>(
                               std::chrono::duration<double>(limits.seconds))) {}

  /// Throws Error (Timeout) once it is over, and Stopped.
  void check() const {
    limits_.check_stopped();
    if (at_ && Clock::now() >= *at_) over();
  }

 private:
  [[noreturn]] void over() const;

  Limits limits_;
  std::optional<Clock::time_point> at_;
};

}  // namespace dateline::query
