// SPDX-License-Identifier: GPL-2.0-or-later
// What keeps a query from being a bomb. Breaking a limit is an error that says how to raise it.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace dateline::query {

struct Limits {
  std::size_t terms = 256;       ///< words of the query, those of its phrases, too
  unsigned depth = 32;           ///< brackets in each other
  std::size_t expansion = 1000;  ///< words that one wildcard or fuzzy() may stand for
  double seconds = 60;           ///< for the whole search
};

/// Of NEAR/n and its like; and what NEAR without a number means.
inline constexpr unsigned kMaxNearDistance = 1000;
inline constexpr unsigned kDefaultNearDistance = 10;
/// Of `atleastN` and `firstN`.
inline constexpr unsigned kMaxCount = 10'000;

/// When a search that starts now must be done.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  Deadline() = default;  ///< never
  explicit Deadline(double seconds)
      : seconds_(seconds),
        at_(Clock::now() +
            std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds))) {}

  /// Throws Error (Usage) once it is over.
  void check() const {
    if (at_ && Clock::now() >= *at_) over();
  }

 private:
  [[noreturn]] void over() const;

  double seconds_ = 0;
  std::optional<Clock::time_point> at_;
};

}  // namespace dateline::query
