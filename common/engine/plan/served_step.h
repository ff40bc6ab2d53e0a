// SPDX-License-Identifier: GPL-2.0-or-later
// What is asked of a shard on servers. These have terms, which are stems, and positions; they have
// no wording. But the archive keeps the dictionary of what they have: if all forms of a term there
// are meant, the term alone is exact, and if none is, it finds nothing.
#pragma once

#include "common/archive/served_shard.h"
#include "common/engine/plan/plan.h"
#include "common/engine/query/tree.h"

#include <cstddef>
#include <stdexcept>
#include <string>

namespace dateline::query {

/// A part of a query that the shard's servers cannot answer exactly.
class Unanswerable : public std::runtime_error {
 public:
  /// `why` continues "shard 2018, which is on a server"; `hint` says what to do besides bounding
  /// the query by dates.
  Unanswerable(Span span, const std::string& why, std::string hint)
      : std::runtime_error(why), span_(span), hint_(std::move(hint)) {}
  /// In the query.
  [[nodiscard]] Span span() const noexcept { return span_; }
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }

 private:
  Span span_;
  std::string hint_;
};

/// `step` as the servers of that shard can answer it, with the same matches and scores there:
/// without steps in segments only, and without what can find none of its articles, by their dates
/// or because none holds the term. Nothing if the shard need not be asked. Words near each other
/// may stand for `most` combinations of terms. Throws Unanswerable, and ShardDown where what is
/// kept of the shard is damaged.
Step served_step(const Step& step, const ServedShard& shard, std::size_t most);

}  // namespace dateline::query
