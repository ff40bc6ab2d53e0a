// SPDX-License-Identifier: GPL-2.0-or-later
// Threads take segments in order, so that the first is done soonest.
#include "searcher/find/segment_windows.h"

#include <utility>

namespace dateline {

SegmentWindows::SegmentWindows(const Archive& archive, const query::Plan& plan,
                               const std::vector<std::uint32_t>& segments,
                               match::Workspace& workspace, bool scored, unsigned helpers)
    : archive_(archive),
      plan_(plan),
      segments_(segments),
      workspace_(workspace),
      scored_(scored),
      ahead_(2 * (std::size_t{helpers} + 1)),
      found_(segments.size()) {
  threads_.reserve(helpers);
  try {
    for (unsigned i = 0; i < helpers; ++i) threads_.emplace_back([this] { help(); });
  } catch (const std::exception&) {
    // Fewer are fine, or none.
  }
}

SegmentWindows::~SegmentWindows() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::vector<FoundWindow> SegmentWindows::next() {
  std::unique_lock lock(mutex_);
  Segment& segment = found_[taken_];
  while (!segment.is_done) {
    // Rather than wait for a helper.
    if (has_work()) {
      match_one(lock, workspace_);
    } else {
      changed_.wait(lock);
    }
  }
  ++taken_;
  lock.unlock();
  changed_.notify_all();
  if (segment.error) std::rethrow_exception(segment.error);
  return std::move(segment.windows);
}

bool SegmentWindows::has_work() const {
  // Not too far ahead, because results take memory.
  return begun_ < found_.size() && begun_ < taken_ + ahead_;
}

void SegmentWindows::help() {
  match::Workspace workspace = workspace_.beside();
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return is_over_ || begun_ == found_.size() || has_work(); });
    if (is_over_ || begun_ == found_.size()) return;
    match_one(lock, workspace);
  }
}

void SegmentWindows::match_one(std::unique_lock<std::mutex>& lock, match::Workspace& workspace) {
  const std::size_t i = begun_++;
  lock.unlock();
  std::vector<FoundWindow> windows;
  std::exception_ptr error;
  try {
    windows = match(segments_[i], workspace);
  } catch (...) {
    error = std::current_exception();
  }
  lock.lock();
  found_[i] = {std::move(windows), error, true};
  changed_.notify_all();
}

std::vector<FoundWindow> SegmentWindows::match(std::uint32_t segment,
                                               match::Workspace& workspace) const {
  return archive_.segments()[segment].use([&](const segment::Reader& reader) {
    match::Matcher matcher(plan_, reader, workspace, scored_);
    std::vector<FoundWindow> found;
    match::Window window;
    while (matcher.next(window)) {
      FoundWindow& own = found.emplace_back();
      own.first = window.first;
      own.matches = window.matches;
      if (!scored_) continue;
      own.scores.reserve(window.matches.count());
      window.matches.each([&](std::uint32_t i) { own.scores.push_back(window.scores[i]); });
    }
    return found;
  });
}

}  // namespace dateline
