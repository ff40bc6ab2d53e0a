// SPDX-License-Identifier: GPL-2.0-or-later
// The steps of a plan, running in one segment.
#pragma once

#include "common/engine/match/postings.h"
#include "common/engine/match/window.h"
#include "common/engine/plan/plan.h"
#include "common/segment/reader.h"

#include <cstdint>
#include <memory>
#include <span>

namespace dateline::match {

/// What `next` returns when no document is left.
inline constexpr std::uint32_t kNoDocument = 0xFFFFFFFF;

/// Documents `first` … `first` + `size` - 1 of the segment.
struct Frame {
  std::uint32_t first = 0;  ///< the first of a range
  std::uint32_t size = 0;   ///< at most kWindow
};

/// Finds the documents of one step. Frames must rise from call to call.
class Finder {
 public:
  Finder() = default;
  Finder(const Finder&) = delete;
  Finder& operator=(const Finder&) = delete;
  virtual ~Finder() = default;

  /// No document from `docid` up to the one returned matches; the one returned may.
  virtual std::uint32_t next(std::uint32_t docid) = 0;

  /// Puts into `bits` which documents of the frame match, and returns whether any does. With
  /// `candidates`, only those are looked at. Unless `scores` is null, adds to the scores of exactly
  /// the documents in `bits`. Matches that score less than `least` may be left out.
  virtual bool match(const Frame& frame, const Bits* candidates, Bits& bits, double* scores,
                     double least) = 0;

  /// The most that a document of each range (see postings.h) scores; kNoMatch if none matches. They
  /// may be too high, or not match after all, but never the reverse.
  virtual void bound(std::span<float> best) const = 0;

  /// Roughly the most documents that match: what is rare is asked first.
  [[nodiscard]] virtual std::uint64_t cost() const = 0;
};

/// What finders are made from.
struct Making {
  const query::Plan& plan;
  const segment::Reader& segment;
  PostingsCache& cache;
  ScoresPool& pool;
  const query::Deadline& deadline;
};

/// Must token streams be read to answer it? Perhaps, for a wildcard.
bool reads_positions(const query::Step& step);

/// Throws disk::Damaged.
std::unique_ptr<Finder> make_finder(const query::Step& step, const Making& making, bool scored);

}  // namespace dateline::match
