// SPDX-License-Identifier: GPL-2.0-or-later
// Matching several segments at the same time.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/match/matcher.h"
#include "common/engine/plan/plan.h"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace dateline {

/// Matches of a window, without space for what does not match.
struct FoundWindow {
  std::uint32_t first = 0;
  match::Bits matches;
  std::vector<double> scores;  ///< of the matches, in order
};

/// The windows of some segments, found by a number of helpers and by the consumer, a few segments
/// ahead. Its inputs must outlive it.
class SegmentWindows {
 public:
  SegmentWindows(const Archive& archive, const query::Plan& plan,
                 const std::vector<std::uint32_t>& segments, match::Workspace& workspace,
                 bool scored, unsigned helpers);
  SegmentWindows(const SegmentWindows&) = delete;
  SegmentWindows& operator=(const SegmentWindows&) = delete;
  ~SegmentWindows();

  /// Those of the next segment. Throws what matching it threw.
  std::vector<FoundWindow> next();

 private:
  struct Segment {
    std::vector<FoundWindow> windows;
    std::exception_ptr error;
    bool is_done = false;
  };

  void help();
  /// Is there a segment to match? Under the mutex.
  [[nodiscard]] bool has_work() const;
  /// Matches the next segment. `lock` holds the mutex, but releases it meanwhile.
  void match_one(std::unique_lock<std::mutex>& lock, match::Workspace& workspace);
  std::vector<FoundWindow> match(std::uint32_t segment, match::Workspace& workspace) const;

  const Archive& archive_;
  const query::Plan& plan_;
  const std::vector<std::uint32_t>& segments_;
  match::Workspace& workspace_;  ///< of the consumer
  bool scored_;
  std::size_t ahead_;  ///< segments
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Segment> found_;
  std::size_t begun_ = 0;
  std::size_t taken_ = 0;
  bool is_over_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace dateline
