// SPDX-License-Identifier: GPL-2.0-or-later
// `a NEAR/5 b`, `a pre/5 b`, `a w/s b` and similar: what occurs close to each other.
#include "common/engine/match/near.h"

#include "common/engine/match/near_pair.h"
#include "common/engine/plan/planner.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/names.h"
#include "common/engine/query/operator.h"
#include "common/text/fold.h"
#include "common/text/tokenizer.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {
namespace {

/// With more combinations of the operands, places are looked at instead.
constexpr std::size_t kMaxCombinations = 16;

match::Nearness nearness_of(const Asked& asked) {
  return {asked.reach, asked.ordered, asked.distance};
}

Foreign foreign(int rank, std::string text) {
  return {rank, std::move(text)};
}

/// A word, or either of several, that is one term in each language.
bool is_term(const Node& node) {
  if (node.kind == Kind::Or)
    return std::all_of(node.children.begin(), node.children.end(), is_term);
  return node.kind == Kind::Word && is_plain(node) && text::tokens(node.text).size() == 1;
}

/// Alternatives for one operand in one language.
using Choice = std::vector<std::string>;

Choice choice_of(const Node& node, const std::string& language, Planner& planner) {
  Choice all;
  const auto add = [&](std::string term) {
    if (std::find(all.begin(), all.end(), term) == all.end()) all.push_back(std::move(term));
  };
  if (node.kind == Kind::Or) {
    for (const Node& child : node.children) {
      for (std::string& term : choice_of(child, language, planner)) add(std::move(term));
    }
    return all;
  }
  for (const auto& [words, languages] : planner.terms_of(node)) {
    if (std::find(languages.begin(), languages.end(), language) == languages.end()) continue;
    add(prefix_of(node) + words.front());
  }
  return all;
}

std::size_t combinations_of(const std::vector<Choice>& operands) {
  std::size_t all = 1;
  for (const Choice& terms : operands) all *= std::min(terms.size(), kMaxCombinations + 1);
  return all;
}

bool any_is_apart(const std::vector<Choice>& operands, Planner& planner) {
  return std::any_of(operands.begin(), operands.end(), [&](const Choice& terms) {
    return std::any_of(terms.begin(), terms.end(),
                       [&](const std::string& term) { return planner.is_written_apart(term); });
  });
}

class Near final : public Operator {
 public:
  std::optional<Node> between(std::string_view typed) const override {
    Node near;
    near.kind = Kind::Near;
    near.distance = kDefaultNearDistance;
    if (typed == "NEAR") return near;
    const std::string name = text::fold(typed.substr(0, typed.find('/')));
    if (name != "near" && name != "w" && name != "pre") return std::nullopt;
    near.ordered = name == "pre";
    // `w/e`, `w/out` and `pre/post` are words; what is almost an operator is a mistake.
    return with_reach(std::move(near), typed, /*may_be_word=*/name != "near");
  }
  std::span<const std::string_view> completions() const override {
    static constexpr std::string_view kNames[] = {"NEAR/5 ", "w/5 ",   "w/s ",  "w/p ",
                                                  "pre/5 ",  "pre/s ", "pre/p "};
    return kNames;
  }
  std::string_view help() const override {
    return "  quake w/5 Turkey                at most 5 words apart; pre/5 in this order\n"
           "  quake w/s Turkey                in one sentence; w/p in one paragraph\n";
  }

  std::optional<Foreign> in_dialect(Dialect dialect, std::string_view word,
                                    std::string_view /*next*/) const override {
    return dialect == Dialect::Nexis ? of_nexis(word) : of_factiva(word);
  }
  std::string_view examples(Dialect dialect) const override {
    return dialect == Dialect::Nexis ? "w/5, pre/5, w/s, w/p" : "adj5, near5, w/5, /5/, same";
  }

  std::string_view kind() const override { return "near"; }
  std::string in_words(const Node& node) const override {
    const char* const order = node.ordered ? ", in this order:" : ":";
    if (node.reach == Reach::Sentence) return fmt::format("in one sentence{}", order);
    if (node.reach == Reach::Paragraph) return fmt::format("in one paragraph{}", order);
    return fmt::format("within {} word{} of each other{}", node.distance,
                       node.distance == 1 ? "" : "s", order);
  }
  std::string name(const Node& node) const override {
    const bool of_words = node.reach == Reach::Words;
    return (node.ordered ? "pre/" : of_words ? "NEAR/" : "w/") + reach_name(node);
  }
  std::string canonical(const Node& node) const override {
    return joined(node.children, fmt::format(" {} ", name(node)));
  }
  bool is_one_operand(const Node& /*node*/) const override { return false; }

  bool may_stand_near(const Node& /*node*/) const override { return true; }
  Step plan(const Node& node, Planner& planner) const override {
    auto of_terms = plan_terms(node, planner);
    return of_terms ? std::move(*of_terms) : planner.places(node);
  }

  std::vector<match::Place> stand(const Asked& asked, const ChildPlaces& children,
                                  const match::Divisions& divisions, match::Tries& tries,
                                  bool one) const override {
    return match::NearSets(nearness_of(asked), divisions, children, tries).hulls(one);
  }
  bool binds() const override { return true; }
  std::vector<std::set<match::Place>> taking_part(const Asked& asked, const ChildPlaces& children,
                                                  const match::Divisions& divisions,
                                                  match::Tries& tries) const override {
    return match::NearSets(nearness_of(asked), divisions, children, tries).members();
  }
  std::unique_ptr<match::Positions> positions(const Places& places,
                                              const segment::Reader& segment) const override {
    return match::make_pair_positions(places, segment);
  }
  std::optional<StepKind> served(const Places& places) const override {
    if (places.reach != Reach::Words || places.ordered) return std::nullopt;
    return StepKind::Near;
  }

 private:
  /// `w/5`, `pre/3`, `w/s`, `w/p`.
  static std::optional<Foreign> of_nexis(std::string_view word) {
    for (const std::string_view name : {"w/", "pre/", "near/", "onear/"}) {
      if (!word.starts_with(name)) continue;
      const std::string after(word.substr(name.size()));
      const std::string op = name == "pre/" || name == "onear/" ? "pre/" : "w/";
      if (after == "s" || after == "sent") return foreign(2, op + "s");
      if (after == "p" || after == "para") return foreign(3, op + "p");
      if (is_number(after)) return foreign(1, op + after);
    }
    return std::nullopt;
  }

  /// `adj5`, `near5`, `w/5`, `/5/`, `same`; a bare `adj` or `near` means neighbours.
  static std::optional<Foreign> of_factiva(std::string_view word) {
    if (word == "same") return foreign(2, "w/p");
    for (const std::string_view name : {"adj", "near", "w/"}) {
      if (!word.starts_with(name)) continue;
      const std::string after(word.substr(name.size()));
      const std::string op = name == "adj" ? "pre/" : "w/";
      if (after.empty() && name != "w/") return foreign(1, op + "1");
      if (is_number(after)) return foreign(1, op + after);
    }
    if (word.size() > 2 && word.front() == '/' && word.back() == '/') {
      const std::string inside(word.substr(1, word.size() - 2));
      if (is_number(inside)) return foreign(1, "w/" + inside);
    }
    return std::nullopt;
  }

  /// As in Xapian, for as many combinations as can be tried quickly. It takes only terms, so
  /// alternatives are multiplied out.
  static std::optional<Step> plan_terms(const Node& node, Planner& planner) {
    if (node.reach != Reach::Words || node.ordered) return std::nullopt;
    if (!std::all_of(node.children.begin(), node.children.end(), is_term)) return std::nullopt;
    ByLanguage<std::vector<Choice>> groups;
    for (const std::string& language : planner.languages()) {
      std::vector<Choice> operands;
      for (const Node& child : node.children) {
        operands.push_back(choice_of(child, language, planner));
      }
      groups[std::move(operands)].push_back(language);
    }
    Steps alternatives;
    for (const auto& [operands, languages] : groups) {
      if (combinations_of(operands) > kMaxCombinations) return std::nullopt;
      if (any_is_apart(operands, planner)) return std::nullopt;
      alternatives.push_back(
          planner.confined(near_of(operands, node.distance, languages, planner), languages));
    }
    return make(StepKind::Max, std::move(alternatives));
  }

  static Step near_of(const std::vector<Choice>& operands, unsigned distance,
                      const std::vector<std::string>& languages, Planner& planner) {
    const auto near_of_terms = [&](Steps terms) {
      Step near = make(StepKind::Near, std::move(terms));
      near.window = near_window(distance, operands.size());
      return near;
    };
    // The best alternative of each operand counts, whether or not it is the one nearby.
    Steps scored;
    for (const Choice& choice : operands) {
      scored.push_back(make(StepKind::Max, planner.scored_terms(choice, languages)));
    }
    const std::size_t combinations = combinations_of(operands);
    if (combinations == 1) return near_of_terms(std::move(scored));
    Steps nears;
    for (std::size_t i = 0; i < combinations; ++i) {
      Steps terms;
      std::size_t rest = i;
      for (const Choice& choice : operands) {
        terms.push_back(term_step(choice[rest % choice.size()]));
        rest /= choice.size();
      }
      nears.push_back(near_of_terms(std::move(terms)));
    }
    scored.push_back(make(StepKind::Sum, std::move(nears)));
    return make(StepKind::All, std::move(scored));
  }
};

}  // namespace

const Operator& near_operator() {
  static const Near near;
  return near;
}

}  // namespace dateline::query
