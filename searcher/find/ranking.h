// SPDX-License-Identifier: GPL-2.0-or-later
// The best matches of all segments, in order.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/match/matcher.h"
#include "common/engine/plan/plan.h"
#include "searcher/find/facets.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace dateline {

enum class Sort { Relevance, Newest, Oldest };

/// Scores are rounded to this. Smaller differences are chance, and servers, which add in another
/// order, would order them differently.
inline constexpr double kScoreStep = 0.001;

double rounded_score(double score);

/// By date, the greater comes first; the undated are last either way.
std::uint64_t date_key(std::uint64_t instant, Sort sort);

/// No article that comes after one with that date number, by the clock, has a greater key.
std::uint64_t greatest_key(const segment::Instants& instants, std::uint64_t published, Sort sort);

/// A match: where it is, and what it is ranked by.
struct Match {
  std::uint32_t segment = 0;  ///< index into Archive::segments(), then Archive::served()
  std::uint32_t docid = 0;
  double score = 0;             ///< rounded
  std::uint64_t published = 0;  ///< date number, see common/segment/forward.h
  std::uint64_t instant = 0;    ///< of that, see common/segment/instants.h
};

struct Matches {
  std::uint64_t total = 0;  ///< when they are counted
  std::vector<Match> best;  ///< in order
};

/// Does `a` come before `b`? Articles of equal rank are in order of instants, newest first, then of
/// clocks, segments and docids, last first. Undated articles are last by date, either way.
bool comes_before(const Match& a, const Match& b, Sort sort);

/// What to return about the matches.
struct Wanted {
  Sort sort = Sort::Relevance;
  std::size_t keep = 0;  ///< how many of the first
  bool count = true;     ///< all of them
  std::span<FacetCounter> facets = {};
  /// Called with all matches in segments, if they are counted: the segment and each of its windows,
  /// with scores if they are wanted.
  std::function<void(std::uint32_t segment, const match::Window&)> on_window = {};
  bool scores = false;
  bool here_only = false;  ///< servers are not asked
};

/// The order of what `tree` finds: by relevance only if there is something to rank by.
Sort applied(Sort sort, const query::Node& tree);

/// Finds what `plan` matches, here and on servers. Counting, for `Matches::total` and for facets,
/// looks at all of it. Throws ShardDown.
Matches find_matches(const Archive& archive, const query::Plan& plan, const Wanted& wanted,
                     match::Workspace& workspace);

/// How many articles `plan` matches.
std::uint64_t count_matches(const Archive& archive, const query::Plan& plan,
                            match::Workspace& workspace);

}  // namespace dateline
