// SPDX-License-Identifier: GPL-2.0-or-later
// Pseudo-relevance feedback: the first articles that a query finds show what other words are used
// for its subject.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/query/tree.h"
#include "common/fields/article.h"

#include <cstddef>
#include <vector>

namespace dateline {

/// Number of articles, each of another story, from which words are taken. The figures are measured,
/// see docs/ranking.md.
inline constexpr std::size_t kFeedbackArticles = 10;
/// Number of words added.
inline constexpr std::size_t kFeedbackWords = 20;
/// The weight of the best of them relative to a word of the query; the others weigh less.
inline constexpr double kFeedbackWeight = 0.8;

/// The part of the query that words can be added to: a single word of the text or a sequence of
/// units, alone or beside filters and exclusions. Nothing if operators say what is required.
query::Node* feedback_part(query::Node& tree);

/// An article to learn from.
struct FeedbackArticle {
  const Article* article = nullptr;
  double score = 0;  ///< greater than 0
};

/// Adds to `part` the words that set `articles` apart from the archive: by how much of each article
/// they are, and how rare in the archive. Articles count by their score, as in relevance models
/// (Lavrenko & Croft 2001). Throws ShardDown.
void add_feedback(query::Node& part, const std::vector<FeedbackArticle>& articles,
                  const Archive& archive);

}  // namespace dateline
