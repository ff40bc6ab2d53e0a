// SPDX-License-Identifier: GPL-2.0-or-later
// Planning, node by node.
#include "common/query/plan.h"

#include "common/article.h"
#include "common/query/error.h"
#include "common/schema.h"
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
using Steps = std::vector<Step>;

/// The terms that stand for something in one language, and equal for several.
template <typename Terms>
using ByLanguage = std::map<Terms, std::vector<std::string>>;

Step make(Op op, Steps children) {
  if (children.size() == 1 && op != Op::Without) return std::move(children.front());
  Step step;
  step.op = op;
  step.children = std::move(children);
  return step;
}

Step everything() {
  Step step;
  step.op = Op::Everything;
  return step;
}

Step term_step(std::string term, std::size_t worth = kUnscored) {
  Step step;
  step.op = Op::Term;
  step.term = std::move(term);
  step.worth = worth;
  return step;
}

void take_worth(Step& step) {
  step.worth = kUnscored;
  for (Step& child : step.children) take_worth(child);
}

/// Adds to a list of alternatives what is not there yet.
void add_new(std::vector<std::string>& terms, const std::string& term) {
  if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(term);
}

class Planner {
 public:
  /// With `asked`, frequencies are not looked up: the terms are put there.
  Planner(const Archive& archive, std::string_view text, std::set<std::string>* asked = nullptr)
      : archive_(archive), text_(text), asked_(asked), documents_(archive.documents()) {
    for (const std::string& language : archive.languages()) makers_.try_emplace(language, language);
    // An archive without articles still has queries that must be checked.
    if (makers_.empty()) makers_.try_emplace("und", "und");
  }

  Plan run(const Node& tree) {
    Plan plan;
    plan.root = step(tree);
    plan.worths = std::move(worths_);
    plan.average_length = archive_.average_length();
    return plan;
  }

 private:
  std::uint64_t frequency(const std::string& term) const {
    if (asked_ == nullptr) return archive_.frequency(term);
    asked_->insert(term);
    return 0;
  }

  Step step(const Node& node) {
    switch (node.kind) {
      case Kind::Everything:
        return everything();
      case Kind::Word:
      case Kind::Phrase:
        return words(node);
      case Kind::Prefix:
        return prefix(node);
      case Kind::Near:
        return near(node);
      case Kind::Filter:
        return filter(node);
      case Kind::DateIs: {
        Step dates;
        dates.op = Op::Dates;
        dates.dates = node.dates;
        return dates;
      }
      case Kind::DateNone:
        return term_step(std::string(schema::kUndatedTerm));
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

  Steps steps(const std::vector<Node>& nodes) {
    Steps all;
    for (const Node& node : nodes) all.push_back(step(node));
    return all;
  }

  static Step without(Step kept, Step excluded) {
    take_worth(excluded);
    return make(Op::Without, {std::move(kept), std::move(excluded)});
  }

  Step all_of(const Node& node) {
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

  std::size_t worth_of(const std::vector<std::string>& terms) {
    std::uint64_t articles = 0;
    for (const std::string& term : terms) articles += frequency(term);
    worths_.push_back(term_worth(std::min(articles, documents_), documents_));
    return worths_.size() - 1;
  }

  Step scored_term(const std::string& term) { return term_step(term, worth_of({term})); }

  Steps scored_terms(const std::vector<std::string>& terms) {
    Steps all;
    for (const std::string& term : terms) all.push_back(scored_term(term));
    return all;
  }

  /// The terms of the words in `node.text`, in each language.
  ByLanguage<std::vector<std::string>> terms_of(const Node& node) {
    ByLanguage<std::vector<std::string>> groups;
    const auto prefix = node.field == Field::Title ? schema::kHeadlinePrefix : std::string_view();
    for (auto& [language, maker] : makers_) {
      std::vector<std::string> terms;
      for (const text::Token token : text::tokens(node.text)) {
        const std::string& term = maker.term(token.in(node.text));
        if (!term.empty()) terms.push_back(std::string(prefix) + term);
      }
      if (terms.empty()) fail(node, "has no letter or digit to search for", "leave it out");
      groups[std::move(terms)].push_back(language);
    }
    return groups;
  }

  /// Confines `step` to articles in `languages`, by whichever of "in these" and "not in the others"
  /// reads fewer postings.
  Step confined(Step step, const std::vector<std::string>& languages) const {
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

  Step words(const Node& node) {
    const auto groups = terms_of(node);
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

  /// Terms beginning with the folded text of a Prefix node.
  std::vector<std::string> expansions(const Node& node) {
    const std::vector<text::Token> tokens = text::tokens(node.text);
    if (tokens.size() != 1) {
      fail(node, "is not one word before the '*'", "put the star after a single word: repatri*");
    }
    const std::string start =
        (node.field == Field::Title ? std::string(schema::kHeadlinePrefix) : "") +
        text::normalise(tokens.front().in(node.text), "");
    std::vector<std::string> terms = archive_.terms_from(start, kMaxExpansion + 1);
    if (terms.size() > kMaxExpansion) {
      fail(node, fmt::format("stands for more than {} words", kMaxExpansion),
           "type more letters before the '*'");
    }
    return terms;
  }

  Step prefix(const Node& node) {
    // The index holds stems: `repatriations*` must find its own stem too, which is shorter.
    const auto own = terms_of(node);
    std::vector<std::string> terms = expansions(node);
    Steps alternatives;
    std::vector<std::pair<std::string, std::vector<std::string>>> confined_stems;
    for (const auto& [stems, languages] : own) {
      if (std::find(terms.begin(), terms.end(), stems.front()) != terms.end()) continue;
      confined_stems.emplace_back(stems.front(), languages);
    }
    std::vector<std::string> all = terms;
    for (const auto& [stem, languages] : confined_stems) all.push_back(stem);
    const std::size_t worth = worth_of(all);
    for (const std::string& term : terms) alternatives.push_back(term_step(term, worth));
    for (const auto& [stem, languages] : confined_stems) {
      alternatives.push_back(confined(term_step(stem, worth), languages));
    }
    return alternatives.empty() ? Step() : make(Op::Best, std::move(alternatives));
  }

  /// Alternatives for one operand of NEAR in one language.
  std::vector<std::string> operand(const Node& node, const std::string& language) {
    std::vector<std::string> terms;
    if (node.kind == Kind::Or) {
      for (const Node& child : node.children) {
        for (const std::string& term : operand(child, language)) add_new(terms, term);
      }
      return terms;
    }
    for (const auto& [words, languages] : terms_of(node)) {
      if (std::find(languages.begin(), languages.end(), language) == languages.end()) continue;
      if (words.size() != 1) fail(node, "is more than one word", "NEAR takes single words");
      add_new(terms, words.front());
    }
    if (node.kind == Kind::Prefix) {
      for (const std::string& term : expansions(node)) add_new(terms, term);
    }
    return terms;
  }

  Step near(const Node& node) {
    ByLanguage<std::vector<std::vector<std::string>>> groups;
    for (const auto& [language, maker] : makers_) {
      std::vector<std::vector<std::string>> operands;
      for (const Node& child : node.children) operands.push_back(operand(child, language));
      groups[std::move(operands)].push_back(language);
    }
    Steps alternatives;
    for (const auto& [operands, languages] : groups) {
      alternatives.push_back(confined(near_product(node, operands), languages));
    }
    return make(Op::Best, std::move(alternatives));
  }

  /// Xapian's NEAR takes terms only, so alternatives are multiplied out.
  Step near_product(const Node& node, const std::vector<std::vector<std::string>>& operands) {
    std::size_t combinations = 1;
    for (const auto& alternatives : operands) {
      combinations *= alternatives.size();
      if (combinations > kMaxExpansion) {
        fail(node, fmt::format("stands for more than {} combinations of words", kMaxExpansion),
             "type more letters before the '*', or give fewer alternatives");
      }
    }
    Steps all;
    for (std::size_t i = 0; i < combinations; ++i) {
      std::vector<std::string> terms;
      std::size_t rest = i;
      for (const auto& alternatives : operands) {
        terms.push_back(alternatives[rest % alternatives.size()]);
        rest /= alternatives.size();
      }
      Step near = make(Op::Near, scored_terms(terms));
      // A window of n holds words up to n - 1 apart, and is never smaller than the words
      // themselves.
      near.window =
          static_cast<unsigned>(std::max<std::size_t>(node.distance + 1, operands.size()));
      all.push_back(std::move(near));
    }
    return make(Op::Best, std::move(all));
  }

  Step filter(const Node& node) {
    if (node.field == Field::Language) {
      return term_step(std::string(schema::kLanguagePrefix) + text::fold(node.text));
    }
    if (node.field == Field::Flag) {
      const std::string name = text::fold(node.text);
      if (!flag_from_name(name)) {
        std::string known;
        for (const Flag flag : all_flags()) known += fmt::format(" {}", name_of(flag));
        fail(node, "is no flag", "flags are:" + known);
      }
      return term_step(std::string(schema::kFlagPrefix) + name);
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

  Step name(const Node& node, const schema::Facet& facet) {
    if (node.exact) return term_step(schema::facet_term(facet, node.text));
    Steps words;
    for (const text::Token token : text::tokens(node.text)) {
      words.push_back(term_step(schema::facet_word_term(facet, token.in(node.text))));
    }
    if (words.empty()) fail(node, "has no letter or digit to search for", "leave it out");
    return make(Op::All, std::move(words));
  }

  [[noreturn]] void fail(const Node& node, const std::string& message, std::string hint) const {
    const std::string_view typed = text_.substr(node.span.begin, node.span.end - node.span.begin);
    throw QueryError(fmt::format("'{}' {}", typed, message), std::move(hint), std::string(text_),
                     node.span);
  }

  const Archive& archive_;
  std::string_view text_;
  std::set<std::string>* asked_;
  std::uint64_t documents_;
  std::map<std::string, text::TermMaker> makers_;
  std::vector<double> worths_;
};

std::optional<DateRange> required(const Step& step) {
  if (step.op == Op::Dates) return step.dates;
  if (step.op == Op::Without) return required(step.children.front());
  if (step.op != Op::All) return std::nullopt;
  std::optional<DateRange> dates;
  for (const Step& child : step.children) {
    const auto own = required(child);
    if (!own) continue;
    dates = !dates ? *own
                   : DateRange{std::max(dates->first_day, own->first_day),
                               std::min(dates->last_day, own->last_day)};
  }
  return dates;
}

}  // namespace

bool is_ranked(const Node& tree) {
  switch (tree.kind) {
    case Kind::Word:
    case Kind::Prefix:
    case Kind::Phrase:
    case Kind::Near:
      return true;
    case Kind::Not:
      return false;
    default:
      return std::any_of(tree.children.begin(), tree.children.end(), is_ranked);
  }
}

Plan plan(const Node& tree, const Archive& archive, std::string_view text) {
  if (!archive.served().empty()) {
    // Servers are asked for all terms at once, not one after another.
    std::set<std::string> asked;
    Planner(archive, text, &asked).run(tree);
    archive.learn(asked);
  }
  return Planner(archive, text).run(tree);
}

std::optional<DateRange> required_dates(const Plan& plan) {
  return required(plan.root);
}

double term_worth(std::uint64_t frequency, std::uint64_t documents) {
  const auto held = static_cast<double>(frequency);
  const double odds = (static_cast<double>(documents) - held + 0.5) / (held + 0.5);
  return std::log(odds < 2 ? odds * 0.5 + 1 : odds) * (kBm25K1 + 1);
}

}  // namespace dateline::query
