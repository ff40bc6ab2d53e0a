// SPDX-License-Identifier: GPL-2.0-or-later
// The plan as a tree of objects that read the segment.
#include "common/match/matcher.h"

#include "common/match/node.h"

#include <algorithm>

namespace dateline::match {

Matcher::Matcher(const query::Plan& plan, const segment::Reader& segment, PostingsCache& cache,
                 bool scored)
    : scored_(scored),
      root_(make_node(plan.root, plan, segment, cache, scored)),
      last_(segment.documents()) {}

Matcher::~Matcher() = default;

void Matcher::confine(std::uint32_t first, std::uint32_t last) {
  at_ = std::max(at_, first);
  last_ = last;
}

bool Matcher::next(Window& window) {
  if (scored_) window.matches.each([&](std::uint32_t i) { window.scores[i] = 0; });
  while (at_ <= last_) {
    at_ = root_->next(at_);
    if (at_ > last_) break;
    window.first = at_;
    const Frame frame{at_, std::min(last_ - at_ + 1, kWindow)};
    at_ += frame.size;
    if (root_->match(frame, nullptr, window.matches, scored_ ? window.scores.data() : nullptr)) {
      return true;
    }
  }
  window.matches.clear();
  return false;
}

}  // namespace dateline::match
