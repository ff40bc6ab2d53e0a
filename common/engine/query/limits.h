// SPDX-License-Identifier: GPL-2.0-or-later
// Limits that keep a query from being a bomb. Exceeding one is an error that says how to raise it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>
#include <stdexcept>

namespace dateline::query {

/// Thrown by a cancelled search. Not an Error: nothing went wrong.
class Stopped : public std::runtime_error {
 public:
  Stopped() : std::runtime_error("the search was stopped") {}
};

struct Limits {
  std::size_t terms = 256;       ///< words of the query, including those in phrases
  unsigned depth = 32;           ///< nested brackets
  std::size_t expansion = 1000;  ///< words that one wildcard or fuzzy() may stand for
  double seconds = 60;           ///< for the whole search
  /// Becomes true, for example in a signal handler, when the answer is no longer wanted; null if
  /// that cannot happen.
  const std::atomic<bool>* stopped = nullptr;

  /// Throws Stopped.
  void check_stopped() const {
    if (stopped != nullptr && stopped->load(std::memory_order_relaxed)) throw Stopped();
  }
};

/// For NEAR/n and similar; and what NEAR without a number means.
inline constexpr unsigned kMaxNearDistance = 1000;
inline constexpr unsigned kDefaultNearDistance = 10;
/// For `atleastN` and `firstN`.
inline constexpr unsigned kMaxCount = 10'000;

/// When a search that starts now must be done, and whether it is still wanted.
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
