// SPDX-License-Identifier: GPL-2.0-or-later
// Intervals that double.
#include "indexer/commands/add/pace.h"

#include <algorithm>

namespace dateline::commands {
namespace {

constexpr std::chrono::seconds kLongestInterval{60};

/// A smaller publication says nothing about the speed of building.
constexpr std::uint64_t kTellingBytes = std::uint64_t{1} << 20U;

}  // namespace

void Pace::take(std::uint64_t bytes, Clock::time_point now) {
  if (!first_) first_ = now;
  bytes_ += bytes;
}

std::optional<Pace::Clock::duration> Pace::left(Clock::time_point now) const {
  if (!first_) return std::nullopt;
  const std::chrono::duration<double> building(static_cast<double>(bytes_) * seconds_a_byte_);
  return interval_ - (now - *first_) - std::chrono::duration_cast<Clock::duration>(building);
}

void Pace::published(Clock::duration spent) {
  if (bytes_ >= kTellingBytes) {
    seconds_a_byte_ = std::chrono::duration<double>(spent).count() / static_cast<double>(bytes_);
  }
  interval_ = std::min<Clock::duration>(2 * interval_, kLongestInterval);
  first_.reset();
  bytes_ = 0;
}

}  // namespace dateline::commands
