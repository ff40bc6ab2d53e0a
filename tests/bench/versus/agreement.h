// SPDX-License-Identifier: GPL-2.0-or-later
// Did two engines do the same work?
#pragma once

#include "tests/bench/versus/engine.h"

#include <string>

namespace dateline::bench {

/// Scores are equal if they differ by no more than this fraction, or half of Dateline's rounding.
inline constexpr double kScoreTolerance = 0.001;

/// Empty when the answers to `operation` agree: counts, facets and dates exactly, scores place by
/// place. Which of two articles of equal score comes first is up to each engine. Phrases are scored
/// by each engine in its own way; `check-phrase` compares the matches.
std::string difference(const std::string& operation, const Answer& ours, const Answer& theirs);

}  // namespace dateline::bench
