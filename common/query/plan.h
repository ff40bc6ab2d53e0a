// SPDX-License-Identifier: GPL-2.0-or-later
// From the query tree to the Xapian query that answers it in one archive.
//
// Words. An article is stemmed in its language, so a word matches an article when the word's stem
// in that language is one of the article's terms. Where the archive's languages agree on the stem,
// it is one term; where they differ, each stem is confined to the languages it belongs to.
//
// Ranking. BM25 (Robertson & Walker 1994; k1 and b below) of all words of the query; a sequence
// scores articles that hold every unit a second time, kAllUnitsBonus-fold. Filters never score.
//
// Only operators and weights that stock Xapian servers know are used.
#pragma once

#include "common/archive/archive.h"
#include "common/date.h"
#include "common/query/tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace dateline::query {

inline constexpr double kBm25K1 = 1.2;
inline constexpr double kBm25B = 0.75;
inline constexpr double kAllUnitsBonus = 1.0;

/// The most terms that one `word*`, or combinations that one NEAR, may stand for.
inline constexpr std::size_t kMaxExpansion = 1000;

/// The dates that every article matching `tree` must have, wholly; nothing when there is no such
/// bound. Decides which shards are opened.
std::optional<DateRange> required_dates(const Node& tree);

/// True when something in `tree` gives articles a score.
bool is_ranked(const Node& tree);

/// Plans `tree` for `archive`. `text` is what the tree was parsed from: what cannot be planned
/// (a word without letters, too wide a wildcard) is a QueryError that points into it.
Xapian::Query plan(const Node& tree, const Archive& archive, std::string_view text);

/// The weighting scheme that goes with the plan.
Xapian::BM25Weight weighting();

}  // namespace dateline::query
