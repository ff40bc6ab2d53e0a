// SPDX-License-Identifier: GPL-2.0-or-later
// Threads take segments in order, so that the first is found soonest.
#include "searcher/match/segment_windows.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace dateline {
namespace {

std::size_t processors() {
  return std::max(std::thread::hardware_concurrency(), 1U);
}

}  // namespace

SegmentWindows::SegmentWindows(const Archive& archive, const query::Plan& plan,
                               const std::vector<std::uint32_t>& segments,
                               const match::Workspace& workspace, bool scored)
    : archive_(archive),
      plan_(plan),
      segments_(segments),
      workspace_(workspace),
      scored_(scored),
      ahead_(2 * processors()),
      found_(segments.size()) {
  threads_.reserve(processors());
  for (std::size_t i = 0; i < std::min(processors(), segments.size()); ++i) {
    try {
      threads_.emplace_back([this] { work(); });
    } catch (const std::exception&) {
      if (threads_.empty()) throw;
      break;  // fewer will do
    }
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
  changed_.wait(lock, [&] { return segment.is_done; });
  ++taken_;
  lock.unlock();
  changed_.notify_all();
  if (segment.error) std::rethrow_exception(segment.error);
  return std::move(segment.windows);
}

void SegmentWindows::work() {
  std::optional<match::Workspace> workspace;
  for (;;) {
    std::unique_lock lock(mutex_);
    // Not too far ahead, for what is found takes memory.
    changed_.wait(lock,
                  [&] { return is_over_ || begun_ == found_.size() || begun_ < taken_ + ahead_; });
    if (is_over_ || begun_ == found_.size()) return;
    const std::size_t i = begun_++;
    lock.unlock();
    std::vector<FoundWindow> windows;
    std::exception_ptr error;
    try {
      if (!workspace) workspace.emplace(workspace_.beside());
      windows = match(segments_[i], *workspace);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    found_[i] = {std::move(windows), error, true};
    lock.unlock();
    changed_.notify_all();
  }
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
