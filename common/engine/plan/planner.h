// SPDX-License-Identifier: GPL-2.0-or-later
// How plans are made: shared by plan.cc, plan_places.cc and the operators.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/plan/expansion.h"
#include "common/engine/plan/place_rule.h"
#include "common/engine/plan/plan.h"
#include "common/engine/query/error.h"
#include "common/fields/schema.h"
#include "common/text/term.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

/// The terms that stand for something in one language, or equally in several.
template <typename Terms>
using ByLanguage = std::map<Terms, std::vector<std::string>>;

using Steps = std::vector<Step>;

Step make(StepKind kind, Steps children);
Step term_step(std::string term, std::size_t worth = kUnscored);

/// Where something occurs, and what finds the articles where it may.
struct Placed {
  Places places;
  Step candidates;
};

Step everything();
/// What `kept` finds and `excluded`, which does not score, does not.
Step without(Step kept, Step excluded);

class Planner {
 public:
  /// With `asked`, frequencies are not looked up: the terms are put there.
  Planner(const Archive& archive, std::string_view text, const Limits& limits,
          const Deadline& deadline, std::set<std::string>* asked = nullptr);

  Plan run(const Node& tree);

  // --- What operators are planned with ---------------------------------------------------------

  Step step(const Node& node);
  Steps steps(const std::vector<Node>& nodes);
  /// A word, or several in sequence: as terms if these suffice, else as places.
  Step words(const Node& node);
  /// What may stand near, by its places.
  Step places(const Node& node);
  /// A word, or those inside it, in that language.
  Placed placed_words(const Node& node, const std::string& language);
  /// What a wildcard or fuzzy() stands for.
  Placed placed_expansion(const Node& node);
  /// The children; `joined_by` makes the node's candidates from theirs.
  Placed placed_children(const Node& node, const std::string& language, StepKind joined_by);

  [[nodiscard]] const Archive& archive() const { return archive_; }
  [[nodiscard]] std::vector<std::string> languages() const;
  /// Is this the first pass, which only collects terms?
  [[nodiscard]] bool only_asks() const { return asked_ != nullptr; }
  /// Terms that stand for words in articles of those languages, and count for the ranking among
  /// these articles.
  Steps scored_terms(const std::vector<std::string>& terms,
                     const std::vector<std::string>& languages);
  /// Is the term a compound without hyphens in any article, so that it may stand in a phrase where
  /// the article has other terms? With its prefix, if any.
  bool is_written_apart(std::string_view term);
  /// The terms of the words in `node.text`, in each language, without prefix.
  ByLanguage<std::vector<std::string>> terms_of(const Node& node);
  /// `step` in articles of those languages.
  [[nodiscard]] Step confined(Step step, const std::vector<std::string>& languages) const;
  [[noreturn]] void fail(const Node& node, const std::string& message, Advice hint) const {
    throw failure(node.span, message, std::move(hint));
  }

 private:
  // plan.cc
  std::uint64_t frequency(const std::string& term) const;
  [[nodiscard]] std::uint64_t articles_in(const std::vector<std::string>& languages) const;
  /// What terms that count as one are worth in articles of each of those languages.
  std::size_t worth_of(const std::vector<std::string>& terms,
                       const std::vector<std::string>& languages);
  /// The languages in which `typed` has that term.
  std::vector<std::string> languages_with(std::string_view typed, const std::string& term);
  Step scored_term(const std::string& term, const std::vector<std::string>& languages);
  Step stems(const Node& node);
  [[nodiscard]] QueryError failure(Span span, const std::string& message, Advice hint) const;
  /// What to ask that shard for `root`. Throws RefusedByShard if its servers cannot answer.
  [[nodiscard]] Step served(const Step& root, const ServedShard& shard) const;

  // plan_places.cc
  const Expansion& expansion(const Node& node);
  [[noreturn]] void too_many(const Node& node) const;
  [[nodiscard]] std::string checked_pattern(const Node& node) const;

  const Archive& archive_;
  std::string_view text_;
  Limits limits_;
  const Deadline& deadline_;
  std::set<std::string>* asked_;
  std::uint64_t documents_;
  std::map<std::string, text::TermMaker> makers_;
  std::vector<Worth> worths_;
  std::map<std::string, Expansion> expansions_;
  std::map<std::string, bool, std::less<>> written_apart_;
  std::vector<Expanded> expanded_;
};

/// A word or words in any form, that terms answer.
inline bool is_plain(const Node& node) {
  return node.form == Form::Stem && node.children.empty() &&
         (node.field == Field::Text || node.field == Field::Title);
}

/// The prefix of the terms that are found in the node's field.
inline std::string prefix_of(const Node& node) {
  return std::string(node.field == Field::Title ? schema::kHeadlinePrefix : std::string_view());
}

}  // namespace dateline::query
