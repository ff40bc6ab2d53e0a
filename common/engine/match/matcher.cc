// SPDX-License-Identifier: GPL-2.0-or-later
// The plan as a tree of objects that read the segment.
#include "common/engine/match/matcher.h"

#include "common/engine/match/finder.h"

#include <algorithm>

namespace dateline::match {
namespace {

/// Bounds are sums of floats, scores of doubles: this much may be lost.
constexpr double kRounding = 1e-5;

/// Documents that are scored between checks of what scores enough.
constexpr std::uint32_t kBatch = 512;

}  // namespace

Matcher::Matcher(const query::Plan& plan, const segment::Reader& segment, Workspace& workspace,
                 bool scored)
    : scored_(scored),
      deadline_(workspace.deadline),
      root_(make_finder(plan.root,
                        {plan, segment, *workspace.cache, workspace.pool, workspace.deadline},
                        scored)),
      documents_(segment.documents()),
      last_(documents_) {}

Matcher::~Matcher() = default;

void Matcher::confine(std::uint32_t first, std::uint32_t last) {
  first_ = first;
  at_ = std::max(at_, first);
  last_ = last;
}

/// Goes to the next range that may have such a score. Returns the last document of it and of
/// similar ranges that follow.
std::uint32_t Matcher::enter_run(double least) {
  if (best_.empty()) {
    best_.resize(ranges_of(documents_));
    root_->bound(best_);
  }
  const auto bound = static_cast<float>(least * (1 - kRounding));
  std::size_t range = (at_ - 1) / kRange;
  while (range < best_.size() && best_[range] < bound) ++range;
  at_ = std::max(at_, static_cast<std::uint32_t>(range) * kRange + 1);
  while (range < best_.size() && best_[range] >= bound) ++range;
  return std::min(last_, static_cast<std::uint32_t>(range) * kRange);
}

/// A frame may begin before the first document asked for.
bool Matcher::leave_out_earlier(Window& window) const {
  for (std::uint32_t i = 0; window.first + i < first_; ++i) {
    window.matches.unset(i);
    window.scores[i] = 0;
  }
  return window.matches.any();
}

bool Matcher::next(Window& window, std::optional<double> least) {
  if (scored_) window.matches.each([&](std::uint32_t i) { window.scores[i] = 0; });
  while (at_ <= last_) {
    deadline_.check();
    const std::uint32_t end = least ? enter_run(*least) : last_;
    at_ = at_ > last_ ? at_ : root_->next(at_);
    if (at_ > end) continue;
    window.first = (at_ - 1) / kRange * kRange + 1;
    const Frame frame{window.first, std::min(end - window.first + 1, least ? kBatch : kWindow)};
    at_ = window.first + frame.size;
    if (root_->match(frame, nullptr, window.matches, scored_ ? window.scores.data() : nullptr,
                     least.value_or(0)) &&
        (window.first >= first_ || leave_out_earlier(window))) {
      return true;
    }
  }
  window.matches.clear();
  return false;
}

}  // namespace dateline::match
