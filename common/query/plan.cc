// SPDX-License-Identifier: GPL-2.0-or-later
// Planning, node by node.
#include "common/query/plan.h"

#include "common/query/planner.h"
#include "common/query/served_step.h"
#include "common/sources.h"
#include "common/text/fold.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

namespace dateline::query {
namespace {

using Op = Step::Op;

Step everything() {
  Step step;
  step.op = Op::Everything;
  return step;
}

void take_worth(Step& step) {
  step.worth = kUnscored;
  for (Step& child : step.children) take_worth(child);
}

/// More combinations of the operands of NEAR are looked at as places.
constexpr std::size_t kMaxCombinations = 16;

/// A word or words in any form, that terms answer.
bool is_plain(const Node& node) {
  return node.form == Form::Stem && node.children.empty() &&
         (node.field == Field::Text || node.field == Field::Title);
}

/// A word, or either of several, that is one term in each language.
bool is_term(const Node& node) {
  if (node.kind == Kind::Or)
    return std::all_of(node.children.begin(), node.children.end(), is_term);
  return node.kind == Kind::Word && is_plain(node) && text::tokens(node.text).size() == 1;
}

/// Adds to a list of alternatives what is not there yet.
void add_new(std::vector<std::string>& terms, const std::string& term) {
  if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(term);
}

Step without(Step kept, Step excluded) {
  take_worth(excluded);
  return make(Op::Without, {std::move(kept), std::move(excluded)});
}

}  // namespace

Step make(Op op, Steps children) {
  if (children.size() == 1 && op != Op::Without) return std::move(children.front());
  Step step;
  step.op = op;
  step.children = std::move(children);
  return step;
}

Step term_step(std::string term, std::size_t worth) {
  Step step;
  step.op = Op::Term;
  step.term = std::move(term);
  step.worth = worth;
  return step;
}

Planner::Planner(const Archive& archive, std::string_view text, const Limits& limits,
                 const Deadline& deadline, std::set<std::string>* asked)
    : archive_(archive),
      text_(text),
      limits_(limits),
      deadline_(deadline),
      asked_(asked),
      documents_(archive.documents()) {
  for (const std::string& language : archive.languages()) makers_.try_emplace(language, language);
  // An archive without articles still has queries that must be checked.
  if (makers_.empty()) makers_.try_emplace("und", "und");
}

Plan Planner::run(const Node& tree) {
  Plan plan;
  plan.root = step(tree);
  plan.worths = std::move(worths_);
  plan.average_length = archive_.average_length();
  plan.expanded = std::move(expanded_);
  for (const auto& shard : archive_.served()) plan.served.push_back(served(plan.root, *shard));
  return plan;
}

std::uint64_t Planner::frequency(const std::string& term) const {
  if (asked_ == nullptr) return archive_.frequency(term);
  asked_->insert(term);
  return 0;
}

Step Planner::step(const Node& node) {
  switch (node.kind) {
    case Kind::Everything:
      return everything();
    case Kind::Word:
    case Kind::Phrase: {
      const std::size_t before = worths_.size();
      Step found = is_plain(node) ? words(node) : places(node);
      for (std::size_t i = before; i < worths_.size(); ++i) worths_[i] *= node.weight;
      return found;
    }
    case Kind::Wildcard:
    case Kind::Fuzzy:
    case Kind::AtLeast:
      return places(node);
    case Kind::Near: {
      auto of_terms = near_of_terms(node);
      return of_terms ? std::move(*of_terms) : places(node);
    }
    case Kind::Filter:
      return filter(node);
    case Kind::DateIs: {
      if (node.field == Field::DatelineDate) return dates_of(node, schema::kDatelineDate);
      if (node.field == Field::Ingested) return dates_of(node, schema::kIngested);
      Step dates;
      dates.op = Op::Dates;
      dates.dates = node.dates;
      return dates;
    }
    case Kind::DateNone:
      return term_step(std::string(schema::kUndatedTerm));
    case Kind::Length:
      return length(node);
    case Kind::Story:
      return story(node);
    case Kind::First:
      return first_of_stories(node);
    case Kind::And:
      return all_of(node);
    case Kind::Or:
      return make(Op::Any, steps(node.children));
    case Kind::Not:
      return without(everything(), step(node.children.front()));
    case Kind::Ranked:
      return make(Op::Bonus, steps(node.children));
  }
  return {};
}

Steps Planner::steps(const std::vector<Node>& nodes) {
  Steps all;
  for (const Node& node : nodes) all.push_back(step(node));
  return all;
}

Step Planner::all_of(const Node& node) {
  Steps wanted;
  Steps excluded;
  for (const Node& child : node.children) {
    if (child.kind == Kind::Not) {
      excluded.push_back(step(child.children.front()));
    } else if (child.kind != Kind::Everything) {
      wanted.push_back(step(child));
    }
  }
  Step all = wanted.empty() ? everything() : make(Op::All, std::move(wanted));
  return excluded.empty() ? all : without(std::move(all), make(Op::Any, std::move(excluded)));
}

std::size_t Planner::worth_of(const std::vector<std::string>& terms) {
  std::uint64_t articles = 0;
  for (const std::string& term : terms) articles += frequency(term);
  worths_.push_back(term_worth(std::min(articles, documents_), documents_));
  return worths_.size() - 1;
}

Steps Planner::scored_terms(const std::vector<std::string>& terms) {
  Steps all;
  for (const std::string& term : terms) all.push_back(scored_term(term));
  return all;
}

ByLanguage<std::vector<std::string>> Planner::terms_of(const Node& node) {
  ByLanguage<std::vector<std::string>> groups;
  for (auto& [language, maker] : makers_) {
    std::vector<std::string> terms;
    for (const text::Token token : text::tokens(node.text)) {
      const std::string& term = maker.term(token.in(node.text));
      if (!term.empty()) terms.push_back(term);
    }
    if (terms.empty()) fail(node, "has no letter or digit to search for", "leave it out");
    groups[std::move(terms)].push_back(language);
  }
  return groups;
}

/// Confines `step` to articles in `languages`, by whichever of "in these" and "not in the others"
/// reads fewer postings.
Step Planner::confined(Step step, const std::vector<std::string>& languages) const {
  Steps inside;
  Steps outside;
  std::uint64_t articles_inside = 0;
  for (const auto& [language, maker] : makers_) {
    const std::string term = std::string(schema::kLanguagePrefix) + language;
    const bool in = std::find(languages.begin(), languages.end(), language) != languages.end();
    (in ? inside : outside).push_back(term_step(term));
    if (in) articles_inside += frequency(term);
  }
  if (outside.empty()) return step;
  if (articles_inside > documents_ / 2) {
    return without(std::move(step), make(Op::Any, std::move(outside)));
  }
  return make(Op::All, {make(Op::Any, std::move(inside)), std::move(step)});
}

Step Planner::words(const Node& node) {
  ByLanguage<std::vector<std::string>> groups;
  for (const auto& [terms, languages] : terms_of(node)) {
    std::vector<std::string> prefixed;
    for (const std::string& term : terms) prefixed.push_back(prefix_of(node) + term);
    groups.emplace(std::move(prefixed), languages);
  }
  std::vector<std::string> singles;
  for (const auto& [terms, languages] : groups) {
    if (terms.size() == 1) singles.push_back(terms.front());
  }
  Steps alternatives;
  // The stems of one word are one word to the ranking, however rare a language makes one of them.
  if (singles.size() == groups.size()) {
    const std::size_t worth = worth_of(singles);
    for (const auto& [terms, languages] : groups) {
      alternatives.push_back(confined(term_step(terms.front(), worth), languages));
    }
  } else {
    for (const auto& [terms, languages] : groups) {
      alternatives.push_back(confined(make(Op::Phrase, scored_terms(terms)), languages));
    }
  }
  return make(Op::Best, std::move(alternatives));
}

/// Alternatives for one operand of NEAR in one language.
std::vector<std::string> Planner::operand(const Node& node, const std::string& language) {
  std::vector<std::string> terms;
  if (node.kind == Kind::Or) {
    for (const Node& child : node.children) {
      for (const std::string& term : operand(child, language)) add_new(terms, term);
    }
    return terms;
  }
  for (const auto& [words, languages] : terms_of(node)) {
    if (std::find(languages.begin(), languages.end(), language) == languages.end()) continue;
    add_new(terms, prefix_of(node) + words.front());
  }
  return terms;
}

/// NEAR of terms as Xapian has it, for as many combinations as are quickly looked at. It takes
/// terms only, so alternatives are multiplied out.
std::optional<Step> Planner::near_of_terms(const Node& node) {
  if (node.reach != Reach::Words || node.ordered) return std::nullopt;
  if (!std::all_of(node.children.begin(), node.children.end(), is_term)) return std::nullopt;
  ByLanguage<std::vector<std::vector<std::string>>> groups;
  for (const auto& [language, maker] : makers_) {
    std::vector<std::vector<std::string>> operands;
    for (const Node& child : node.children) operands.push_back(operand(child, language));
    groups[std::move(operands)].push_back(language);
  }
  Steps alternatives;
  for (const auto& [operands, languages] : groups) {
    std::size_t combinations = 1;
    for (const auto& terms : operands) combinations *= std::min(terms.size(), kMaxCombinations + 1);
    if (combinations > kMaxCombinations) return std::nullopt;
    Steps scored;  // the best alternative of each operand counts, whether it is what stands near
    for (const auto& choice : operands) {
      scored.push_back(make(Op::Best, scored_terms(choice)));
    }
    const auto near_of = [&, words = operands.size()](Steps terms) {
      Step near = make(Op::Near, std::move(terms));
      near.window = near_window(node.distance, words);
      return near;
    };
    if (combinations == 1) {
      alternatives.push_back(confined(near_of(std::move(scored)), languages));
      continue;
    }
    Steps nears;
    for (std::size_t i = 0; i < combinations; ++i) {
      Steps terms;
      std::size_t rest = i;
      for (const auto& choice : operands) {
        terms.push_back(term_step(choice[rest % choice.size()]));
        rest /= choice.size();
      }
      nears.push_back(near_of(std::move(terms)));
    }
    scored.push_back(make(Op::Any, std::move(nears)));
    alternatives.push_back(confined(make(Op::All, std::move(scored)), languages));
  }
  return make(Op::Best, std::move(alternatives));
}

Step Planner::filter(const Node& node) {
  if (node.field == Field::Language) {
    return term_step(std::string(schema::kLanguagePrefix) + text::fold(node.text));
  }
  if (node.field == Field::Flag) {
    return term_step(std::string(schema::kFlagPrefix) + text::fold(node.text));
  }
  const auto facet = schema::facet_from_name(name_of(node.field));
  if (!facet) return {};
  Step named = name(node, *facet);
  if (node.field != Field::Source && node.field != Field::Agency) return named;
  const NewsSource* const known = SourceTable::built_in().find(node.text);
  if (known == nullptr) return named;
  // Archives hold the name as it was written too, and older ones nothing else.
  Steps spellings = {std::move(named)};
  for (const std::string& spelling : all_names(*known)) {
    spellings.push_back(term_step(schema::facet_term(*facet, spelling)));
  }
  return make(Op::Any, std::move(spellings));
}

Step Planner::name(const Node& node, const schema::Facet& facet) {
  if (node.exact) return term_step(schema::facet_term(facet, node.text));
  Steps words;
  for (const text::Token token : text::tokens(node.text)) {
    words.push_back(term_step(schema::facet_word_term(facet, token.in(node.text))));
  }
  if (words.empty()) fail(node, "has no letter or digit to search for", "leave it out");
  return make(Op::All, std::move(words));
}

QueryError Planner::failure(Span span, const std::string& message, std::string hint) const {
  const std::string_view typed = text_.substr(span.begin, span.end - span.begin);
  return {fmt::format("'{}' {}", typed, message), std::move(hint), std::string(text_), span};
}

void Planner::too_many(const Node& node) const {
  fail(node, fmt::format("stands for more than {} words", limits_.expansion),
       "give more letters, or allow more words by --max-expansion");
}

std::string Planner::checked_pattern(const Node& node) const {
  std::string pattern = folded_pattern(node);
  if (pattern.empty()) {
    fail(node, "is not one word", "put the wildcard into a single word: repatri*, organi?ation");
  }
  return pattern;
}

Step Planner::served(const Step& root, const ServedShard& shard) const {
  try {
    return served_step(root, shard, limits_.expansion);
  } catch (const Unanswerable& part) {
    throw RefusedByShard(
        shard.name(),
        failure(part.span(),
                fmt::format("cannot be answered by shard {}, which is on a server{}", shard.name(),
                            part.what()),
                fmt::format("leave it out, bound the query by dates of shards that are here, or {}",
                            part.hint())));
  }
}

std::optional<DateRange> required_dates(const Step& step) {
  if (step.op == Op::Dates) return step.dates;
  if (step.op == Op::Without) return required_dates(step.children.front());
  if (step.op != Op::All) return std::nullopt;
  std::optional<DateRange> dates;
  for (const Step& child : step.children) {
    const auto own = required_dates(child);
    if (!own) continue;
    dates = !dates ? *own
                   : DateRange{std::max(dates->first_day, own->first_day),
                               std::min(dates->last_day, own->last_day)};
  }
  return dates;
}

bool is_ranked(const Node& tree) {
  switch (tree.kind) {
    case Kind::Word:
    case Kind::Wildcard:
    case Kind::Fuzzy:
    case Kind::Phrase:
    case Kind::Near:
    case Kind::AtLeast:
      return true;
    case Kind::Not:
      return false;
    default:
      return std::any_of(tree.children.begin(), tree.children.end(), is_ranked);
  }
}

Plan plan(const Node& tree, const Archive& archive, std::string_view text, const Limits& limits,
          const Deadline& deadline) {
  if (!archive.without_facts().empty()) {
    // Servers are asked for all terms at once, not one after another.
    std::set<std::string> asked;
    Planner(archive, text, limits, deadline, &asked).run(tree);
    archive.learn(asked);
  }
  return Planner(archive, text, limits, deadline).run(tree);
}

double term_worth(std::uint64_t frequency, std::uint64_t documents) {
  const auto held = static_cast<double>(frequency);
  const double odds = (static_cast<double>(documents) - held + 0.5) / (held + 0.5);
  return std::log(odds < 2 ? odds * 0.5 + 1 : odds) * (kBm25K1 + 1);
}

}  // namespace dateline::query
