// SPDX-License-Identifier: GPL-2.0-or-later
// Finds what a plan matches in one segment, a window of documents at a time, all of it: counts are
// exact because nothing is skipped.
#pragma once

#include "common/match/postings.h"
#include "common/match/window.h"
#include "common/query/plan.h"
#include "common/segment/reader.h"

#include <cstdint>
#include <memory>

namespace dateline::match {

class Node;

/// Evaluates a plan over one segment, forward. One object per thread; it refers to the segment. All
/// functions throw glass::Damaged.
class Matcher {
 public:
  /// Without `scored` all scores are zero, which saves their computation.
  Matcher(const query::Plan& plan, const segment::Reader& segment, PostingsCache& cache,
          bool scored);
  ~Matcher();

  /// Looks at documents `first` … `last` only. Called before `next`, with rising ranges.
  void confine(std::uint32_t first, std::uint32_t last);

  /// Goes to the next window that holds a match; false when there is none. `window` holds no
  /// matches and no scores before, except those of the call before.
  bool next(Window& window);

 private:
  bool scored_;
  std::unique_ptr<Node> root_;
  std::uint32_t at_ = 1;    ///< docid from which to look on
  std::uint32_t last_ = 0;  ///< docid to which to look
};

}  // namespace dateline::match
