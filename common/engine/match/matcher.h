// SPDX-License-Identifier: GPL-2.0-or-later
// Finds what a plan matches in one segment, a window of documents at a time. All of it, so that it
// can be counted; or only what scores enough, decided for a range of documents at a time by the
// best score that any of them may have (the idea of block-max indexes: Ding & Suel 2011).
#pragma once

#include "common/engine/match/postings.h"
#include "common/engine/match/window.h"
#include "common/engine/plan/plan.h"
#include "common/segment/reader.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace dateline::match {

class Finder;

/// What matchers of one thread share.
struct Workspace {
  explicit Workspace(std::shared_ptr<PostingsCache> postings, query::Deadline until = {})
      : cache(std::move(postings)), deadline(until) {}
  explicit Workspace(std::size_t cache_bytes, query::Deadline until = {})
      : Workspace(std::make_shared<PostingsCache>(cache_bytes), until) {}
  /// One for another thread, which shares the postings.
  [[nodiscard]] Workspace beside() const { return Workspace(cache, deadline); }
  std::shared_ptr<PostingsCache> cache;
  ScoresPool pool;
  query::Deadline deadline;  ///< of the current search
};

/// Evaluates a plan over one segment, forward. One object per thread; it refers to the segment and
/// the workspace. All functions throw disk::Damaged, or Error (Usage) after the workspace's
/// deadline.
class Matcher {
 public:
  /// Without `scored` all scores are zero, which saves their computation.
  Matcher(const query::Plan& plan, const segment::Reader& segment, Workspace& workspace,
          bool scored);
  ~Matcher();

  /// Looks only at documents `first` … `last`. Called before `next`, with rising ranges.
  void confine(std::uint32_t first, std::uint32_t last);

  /// Goes to the next window that holds a match; false when there is none. Where only some are
  /// wanted, those that score less than `least` may be left out; it must not fall from call to
  /// call. `window` must be empty before, except for the previous call's results.
  bool next(Window& window, std::optional<double> least = std::nullopt);

 private:
  std::uint32_t enter_run(double least);
  bool leave_out_earlier(Window& window) const;

  bool scored_;
  const query::Deadline& deadline_;
  std::unique_ptr<Finder> root_;
  std::vector<float> best_;  ///< of each range; empty until it is asked for
  std::uint32_t documents_;
  std::uint32_t first_ = 1;  ///< docid from which to look
  std::uint32_t at_ = 1;     ///< docid from which to look on
  std::uint32_t last_ = 0;   ///< docid to which to look
};

}  // namespace dateline::match
