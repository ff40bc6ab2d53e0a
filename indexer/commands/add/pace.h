// SPDX-License-Identifier: GPL-2.0-or-later
// When a run publishes what it has read so far.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace dateline::commands {

/// First after a few seconds' work, so that it can be searched; then less and less often, because
/// small pieces must be merged; finally whenever a minute's work would be lost if the run were
/// killed. Work is the time since the first unpublished article was taken, plus the time that
/// building them will take, judged by the last ones.
class Pace {
 public:
  using Clock = std::chrono::steady_clock;

  /// An article of that many bytes was taken.
  void take(std::uint64_t bytes, Clock::time_point now);

  /// Time until what was taken should be published: zero or less for now, nothing if nothing was
  /// taken.
  [[nodiscard]] std::optional<Clock::duration> left(Clock::time_point now) const;

  /// What was taken was published; `spent` is how long that took.
  void published(Clock::duration spent);

 private:
  Clock::duration interval_ = std::chrono::seconds(5);
  double seconds_a_byte_ = 1 / 10e6;  ///< of publishing
  std::optional<Clock::time_point> first_;
  std::uint64_t bytes_ = 0;
};

}  // namespace dateline::commands
