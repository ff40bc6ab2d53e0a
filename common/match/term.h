// SPDX-License-Identifier: GPL-2.0-or-later
// One term at work in one segment.
#pragma once

#include "common/glass/posting_list.h"
#include "common/match/node.h"

#include <cstdint>
#include <memory>
#include <span>

namespace dateline::match {

/// For a step that is a Term. Throws glass::Damaged.
std::unique_ptr<Node> make_term(const query::Step& step, const query::Plan& plan,
                                const segment::Reader& segment, PostingsCache& cache, bool scored);

/// The score of one term in documents that are known to hold it.
class TermScore {
 public:
  TermScore(const query::Step& step, const query::Plan& plan, const segment::Reader& segment);

  /// Docids must rise from call to call. Throws glass::Damaged.
  double of(std::uint32_t docid);

 private:
  glass::PostingList list_;
  std::span<const std::uint32_t> lengths_;
  double worth_;
  double average_length_;
};

}  // namespace dateline::match
