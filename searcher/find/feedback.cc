// SPDX-License-Identifier: GPL-2.0-or-later
// Words are compared as terms, and added as they are usually written.
#include "searcher/find/feedback.h"

#include "common/engine/plan/plan.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

namespace dateline {
namespace {

using query::Kind;
using query::Node;

/// Words in fewer of the articles are chance.
constexpr std::size_t kLeastArticles = 2;

/// Words in more than this part of the archive say nothing about a subject.
constexpr double kMostOfArchive = 0.1;

struct Candidate {
  double share = 0;  ///< of the words of the articles, by their scores
  std::set<const Article*> articles;
  std::map<std::string, std::size_t> spellings;

  [[nodiscard]] const std::string& spelling() const {
    return std::max_element(spellings.begin(), spellings.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }
};

using Candidates = std::map<std::string, Candidate>;

void collect(const FeedbackArticle& from, Candidates& candidates) {
  const Article& article = *from.article;
  // The space keeps the words on either side apart.
  const std::string text = article.headline + ' ' + article.body;
  const std::vector<text::Token> tokens = text::tokens(text);
  text::TermMaker maker(article.language);
  for (const text::Token& token : tokens) {
    const std::string& term = maker.term(token.in(text));
    if (term.empty()) continue;
    Candidate& candidate = candidates[term];
    candidate.share += from.score / static_cast<double>(tokens.size());
    candidate.articles.insert(&article);
    ++candidate.spellings[std::string(token.in(text))];
  }
}

bool takes_words(const Node& node) {
  return node.kind == Kind::Or || (node.kind == Kind::Word && node.field == query::Field::Text);
}

}  // namespace

Node* feedback_part(Node& tree) {
  if (takes_words(tree)) return &tree;
  if (tree.kind != Kind::And) return nullptr;
  Node* part = nullptr;
  for (Node& child : tree.children) {
    if (!query::is_ranked(child)) continue;
    if (part != nullptr || !takes_words(child)) return nullptr;
    part = &child;
  }
  return part;
}

void add_feedback(Node& part, const std::vector<FeedbackArticle>& articles,
                  const Archive& archive) {
  Candidates candidates;
  for (const FeedbackArticle& article : articles) collect(article, candidates);
  std::erase_if(candidates, [&](const auto& entry) {
    return entry.second.articles.size() < std::min(kLeastArticles, articles.size());
  });
  std::set<std::string> terms;
  for (const auto& [term, candidate] : candidates) terms.insert(term);
  archive.learn(terms);

  std::vector<std::pair<double, const Candidate*>> best;
  for (const auto& [term, candidate] : candidates) {
    const double held =
        static_cast<double>(archive.frequency(term)) / static_cast<double>(archive.documents());
    if (held == 0 || held > kMostOfArchive) continue;
    best.emplace_back(candidate.share * -std::log(held), &candidate);
  }
  // Stable: candidates are in term order, so that the order of equal ones is not left to chance.
  std::stable_sort(best.begin(), best.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  best.resize(std::min(best.size(), kFeedbackWords));
  if (best.empty() || best.front().first <= 0) return;
  Node any;
  any.kind = Kind::Or;
  any.span = part.span;
  any.children.push_back(std::move(part));
  for (const auto& [worth, candidate] : best) {
    Node& word = any.children.emplace_back();
    word.kind = Kind::Word;
    word.span = any.span;
    word.text = candidate->spelling();
    word.weight = kFeedbackWeight * worth / best.front().first;
  }
  part = std::move(any);
}

}  // namespace dateline
