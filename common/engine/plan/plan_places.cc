// SPDX-License-Identifier: GPL-2.0-or-later
// Planning what depends on where words are, and how they are written.
#include "common/engine/plan/planner.h"
#include "common/engine/query/operator.h"
#include "common/text/spelling.h"
#include "common/text/tokenizer.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// The compounds that a word counts as where others are near.
Joined joined_in(const Node& node) {
  return node.form == Form::Stem ? Joined::WithoutHyphen : Joined::None;
}

Places word_at(WrittenTerm term, const Node& node) {
  Places word;
  word.terms.push_back(std::move(term));
  word.region = node.field;
  word.count = node.field == Field::Opening ? node.count : 0;
  word.joined = joined_in(node);
  return word;
}

}  // namespace

Step Planner::places(const Node& node) {
  struct Group {
    Placed placed;
    std::vector<std::string> languages;
  };
  std::map<std::string, Group> groups;
  for (const auto& [language, maker] : makers_) {
    Placed one = operator_of(node).placed(node, *this, language);
    const bool is_word = one.places.kind == Kind::Word && node.form == Form::Stem;
    one.places.joined = is_word ? Joined::All : Joined::None;
    Group& group = groups[key_of(one.places)];
    if (group.languages.empty()) group.placed = std::move(one);
    group.languages.push_back(language);
  }
  Steps alternatives;
  for (auto& [key, group] : groups) {
    Step step;
    step.kind = StepKind::AtPlaces;
    step.span = node.span;
    step.children.push_back(std::move(group.placed.candidates));
    step.places = std::make_shared<const Places>(std::move(group.placed.places));
    alternatives.push_back(confined(std::move(step), group.languages));
  }
  return make(StepKind::Max, std::move(alternatives));
}

Placed Planner::placed_children(const Node& node, const std::string& language, StepKind joined_by) {
  Placed all;
  static_cast<Asked&>(all.places) = node;
  all.places.kind = node.kind;
  Steps candidates;
  for (const Node& child : node.children) {
    Placed one = operator_of(child).placed(child, *this, language);
    all.places.children.push_back(std::move(one.places));
    candidates.push_back(std::move(one.candidates));
  }
  all.candidates = make(joined_by, std::move(candidates));
  return all;
}

Placed Planner::placed_words(const Node& node, const std::string& language) {
  Placed all;
  all.places.kind = Kind::Phrase;
  Steps candidates;
  text::TermMaker& maker = makers_.at(language);
  for (const text::Token token : text::tokens(node.text)) {
    const std::string_view typed = token.in(node.text);
    WrittenTerm term{maker.term(typed), nullptr};
    if (term.term.empty()) continue;
    if (node.form != Form::Stem) {
      const bool cased = node.form == Form::Cased;
      term.spellings = std::make_shared<const Spellings>(Spellings{
          cased ? Spellings::By::Cased : Spellings::By::Exact, {text::spelling(typed, cased)}});
    }
    candidates.push_back(
        scored_term(prefix_of(node) + term.term, languages_with(typed, term.term)));
    all.places.children.push_back(word_at(std::move(term), node));
  }
  if (candidates.empty()) fail(node, "has no letter or digit to search for", "leave it out");
  all.candidates = make(StepKind::All, std::move(candidates));
  if (all.places.children.size() == 1) {
    Places word = std::move(all.places.children.front());
    all.places = std::move(word);
  }
  return all;
}

Placed Planner::placed_expansion(const Node& node) {
  const Expansion& found = expansion(node);
  Placed any;
  any.places.region = node.field;
  any.places.count = node.field == Field::Opening ? node.count : 0;
  any.places.joined = joined_in(node);
  std::vector<std::string> terms;
  for (const std::string& term : found.terms) {
    terms.push_back(prefix_of(node) + term);
    any.places.terms.push_back({term, found.words});
  }
  if (terms.empty()) return any;  // its candidates are Nothing
  const std::size_t worth = worth_of(terms, languages());
  Steps candidates;
  for (const std::string& term : terms) candidates.push_back(term_step(term, worth));
  any.candidates = make(StepKind::Max, std::move(candidates));
  return any;
}

void Planner::too_many(const Node& node) const {
  fail(node, fmt::format("stands for more than {} words", limits_.expansion),
       {node.kind == Kind::Name ? "give a longer name, or allow more words"
                                : "give more letters, or allow more words",
        Setting::MaxExpansion});
}

std::string Planner::checked_pattern(const Node& node) const {
  std::string pattern = folded_pattern(node);
  if (pattern.empty()) {
    fail(node, "is not one word", "put the wildcard into a single word: repatri*, organi?ation");
  }
  return pattern;
}

const Expansion& Planner::expansion(const Node& node) {
  const std::string pattern = checked_pattern(node);
  const auto [at, is_new] = expansions_.try_emplace(
      fmt::format("{} {} {} {} {} {}", static_cast<int>(node.kind), static_cast<int>(node.form),
                  node.distance, node.exact, pattern, fmt::join(node.struck, " ")));
  if (is_new) {
    at->second = expand(node, archive_, limits_.expansion, deadline_);
    const auto& words = at->second.words->texts;
    if (words.size() > limits_.expansion) too_many(node);
    expanded_.push_back({node.span, node.kind == Kind::Name, {words.begin(), words.end()}});
  }
  return at->second;
}

}  // namespace dateline::query
