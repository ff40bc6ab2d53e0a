// SPDX-License-Identifier: GPL-2.0-or-later
// One walk down the ranking.
#include "searcher/verbs/eval/measures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace dateline {
namespace {

constexpr std::size_t kFirstPage = 10;

double discounted(int relevance, std::size_t rank) {
  return relevance / std::log2(static_cast<double>(rank) + 1);
}

double ideal_gain(const Judgements& judgements) {
  std::vector<int> gains;
  for (const auto& [article, relevance] : judgements) {
    if (relevance > 0) gains.push_back(relevance);
  }
  std::sort(gains.begin(), gains.end(), std::greater<>());
  double sum = 0;
  for (std::size_t i = 0; i < std::min(gains.size(), kFirstPage); ++i) {
    sum += discounted(gains[i], i + 1);
  }
  return sum;
}

/// The relevance of each retrieved article, in order of rank; nothing for those not judged.
std::vector<std::optional<int>> relevances(std::vector<Ranked> found,
                                           const Judgements& judgements) {
  std::sort(found.begin(), found.end(), [](const Ranked& a, const Ranked& b) {
    const auto score_a = static_cast<float>(a.score);
    const auto score_b = static_cast<float>(b.score);
    return score_a != score_b ? score_a > score_b : a.article > b.article;
  });
  std::vector<std::optional<int>> all;
  for (const Ranked& ranked : found) {
    const auto judged = judgements.find(ranked.article);
    const bool is_judged = judged != judgements.end() && judged->second >= 0;
    all.push_back(is_judged ? std::optional(judged->second) : std::nullopt);
  }
  return all;
}

}  // namespace

TopicScores measure(const std::vector<Ranked>& found, const Judgements& judgements) {
  TopicScores topic;
  topic.retrieved = found.size();
  std::size_t not_relevant = 0;
  for (const auto& [article, relevance] : judgements) {
    if (relevance > 0) ++topic.relevant;
    if (relevance == 0) ++not_relevant;
  }
  if (topic.relevant == 0) return topic;
  auto& [precision, gain, first_page, reciprocal, preference, recall] = topic.scores;
  std::size_t rank = 0;
  std::size_t not_relevant_above = 0;
  for (const std::optional<int>& relevance : relevances(found, judgements)) {
    ++rank;
    if (!relevance) continue;
    if (*relevance == 0) {
      ++not_relevant_above;
      continue;
    }
    ++topic.relevant_found;
    precision += static_cast<double>(topic.relevant_found) / static_cast<double>(rank);
    if (rank <= kFirstPage) {
      gain += discounted(*relevance, rank);
      first_page += 1;
    }
    if (rank <= kEvalDepth) recall += 1;
    if (topic.relevant_found == 1) reciprocal = 1 / static_cast<double>(rank);
    preference += 1;
    if (not_relevant_above != 0) {
      preference -= static_cast<double>(std::min(not_relevant_above, topic.relevant)) /
                    static_cast<double>(std::min(not_relevant, topic.relevant));
    }
  }
  const auto relevant = static_cast<double>(topic.relevant);
  precision /= relevant;
  gain /= ideal_gain(judgements);
  first_page /= static_cast<double>(kFirstPage);
  preference /= relevant;
  recall /= relevant;
  return topic;
}

}  // namespace dateline
