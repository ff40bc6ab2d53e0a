// SPDX-License-Identifier: GPL-2.0-or-later
// How good a ranking is: the measures of TREC, as trec_eval 9 computes them.
#pragma once

#include "searcher/verbs/eval/qrels.h"
#include "searcher/verbs/eval/run.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace dateline {

/// Number of articles retrieved for a topic.
inline constexpr std::size_t kEvalDepth = 1000;

/// Names of measures, in the order of Scores. Means over topics; of one topic, MAP is the average
/// precision and MRR the reciprocal rank.
inline constexpr std::array<std::string_view, 6> kMeasures = {"MAP", "nDCG@10", "P@10",
                                                              "MRR", "bpref",   "recall@1000"};
using Scores = std::array<double, kMeasures.size()>;

/// One topic of one run.
struct TopicScores {
  std::size_t retrieved = 0;
  std::size_t relevant = 0;        ///< articles judged relevant
  std::size_t relevant_found = 0;  ///< of those retrieved
  Scores scores{};                 ///< all 0 without a relevant article
};

/// Ranks `found` by score, then by name of the article, last first, and measures that:
///   MAP          the mean, over relevant articles, of the precision at their rank; 0 for those not
///                retrieved
///   nDCG@10      gain: the relevance; discount: log2(rank + 1); divided by that of the best order
///   P@10         relevant among the first ten, divided by ten
///   MRR          1 / rank of the first relevant article
///   bpref        the mean, over the R relevant articles, of 1 - min(n, R) / min(N, R), where n
///                judged articles that are not relevant rank above, of N; 0 for those not retrieved
///   recall@1000  relevant among the first thousand, divided by R
/// Scores are compared in single precision, as trec_eval does.
TopicScores measure(const std::vector<Ranked>& found, const Judgements& judgements);

}  // namespace dateline
