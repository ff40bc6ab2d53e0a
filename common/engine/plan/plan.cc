// SPDX-License-Identifier: GPL-2.0-or-later
// Planning with terms.
#include "common/engine/plan/plan.h"

#include "common/engine/plan/planner.h"
#include "common/engine/plan/served_step.h"
#include "common/engine/query/operator.h"
#include "common/text/language.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

namespace dateline::query {
namespace {

void take_worth(Step& step) {
  step.worth = kUnscored;
  for (Step& child : step.children) take_worth(child);
}

}  // namespace

Step everything() {
  Step step;
  step.kind = StepKind::Everything;
  return step;
}

Step without(Step kept, Step excluded) {
  take_worth(excluded);
  return make(StepKind::Without, {std::move(kept), std::move(excluded)});
}

Step make(StepKind kind, Steps children) {
  if (children.size() == 1 && kind != StepKind::Without) return std::move(children.front());
  Step step;
  step.kind = kind;
  step.children = std::move(children);
  return step;
}

Step term_step(std::string term, std::size_t worth) {
  Step step;
  step.kind = StepKind::Term;
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
  // Queries must be checked even in an archive without articles.
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
  return operator_of(node).plan(node, *this);
}

Steps Planner::steps(const std::vector<Node>& nodes) {
  Steps all;
  for (const Node& node : nodes) all.push_back(step(node));
  return all;
}

std::vector<std::string> Planner::languages() const {
  std::vector<std::string> all;
  for (const auto& [language, maker] : makers_) all.push_back(language);
  return all;
}

std::uint64_t Planner::articles_in(const std::vector<std::string>& languages) const {
  if (languages.size() == makers_.size()) return documents_;
  std::uint64_t articles = 0;
  for (const std::string& language : languages) {
    articles += frequency(std::string(schema::kLanguagePrefix) + language);
  }
  return articles;
}

std::vector<std::string> Planner::languages_with(std::string_view typed, const std::string& term) {
  std::vector<std::string> all;
  for (auto& [language, maker] : makers_) {
    if (maker.term(typed) == term) all.push_back(language);
  }
  return all;
}

std::size_t Planner::worth_of(const std::vector<std::string>& terms,
                              const std::vector<std::string>& languages) {
  const auto worth = [](std::uint64_t with, std::uint64_t all) {
    return term_worth(std::min(with, all), all);
  };
  Worth all;
  std::map<std::string_view, std::vector<std::string>> together;
  for (const auto& [language, maker] : makers_) {
    together[counted_as(language)].push_back(language);
  }
  if (together.size() == 1) {
    std::uint64_t with = 0;
    for (const std::string& term : terms) with += frequency(term);
    all.common = worth(with, documents_);
  } else {
    for (const std::string& language : languages) {
      const std::vector<std::string>& group = together[counted_as(language)];
      std::uint64_t with = 0;
      for (const std::string& term : terms) {
        for (const std::string& one : group) with += frequency(in_language(term, one));
      }
      const std::uint64_t among = articles_in(group);
      if (with != 0) all.by_language.emplace(language, worth(with, among));
    }
    // No article has it.
    if (all.by_language.empty()) all.by_language.emplace(languages.front(), 0);
  }
  worths_.push_back(std::move(all));
  return worths_.size() - 1;
}

Step Planner::scored_term(const std::string& term, const std::vector<std::string>& languages) {
  return term_step(term, worth_of({term}, languages));
}

Steps Planner::scored_terms(const std::vector<std::string>& terms,
                            const std::vector<std::string>& languages) {
  Steps all;
  for (const std::string& term : terms) all.push_back(scored_term(term, languages));
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

/// Confines `step` to articles in `languages`, by "in these" or "not in the others", whichever
/// reads fewer postings.
Step Planner::confined(Step step, const std::vector<std::string>& languages) const {
  Steps inside;
  Steps outside;
  for (const auto& [language, maker] : makers_) {
    const std::string term = std::string(schema::kLanguagePrefix) + language;
    const bool in = std::find(languages.begin(), languages.end(), language) != languages.end();
    (in ? inside : outside).push_back(term_step(term));
  }
  if (outside.empty()) return step;
  if (articles_in(languages) > documents_ / 2) {
    return without(std::move(step), make(StepKind::Sum, std::move(outside)));
  }
  return make(StepKind::All, {make(StepKind::Sum, std::move(inside)), std::move(step)});
}

Step Planner::words(const Node& node) {
  const std::size_t before = worths_.size();
  Step found = is_plain(node) ? stems(node) : places(node);
  for (std::size_t i = before; i < worths_.size(); ++i) {
    worths_[i].common *= node.weight;
    for (auto& [language, worth] : worths_[i].by_language) worth *= node.weight;
  }
  return found;
}

bool Planner::is_written_apart(std::string_view term) {
  // Stems are folded, so that a capital is a prefix.
  if (term.starts_with(schema::kHeadlinePrefix)) term.remove_prefix(schema::kHeadlinePrefix.size());
  if (const auto known = written_apart_.find(term); known != written_apart_.end()) {
    return known->second;
  }
  const auto& segments = archive_.segments();
  const auto& served = archive_.served();
  const bool is_apart =
      std::any_of(segments.begin(), segments.end(),
                  [&](const OpenSegment& open) {
                    return open.use([&](const segment::Reader& reader) {
                      return reader.wording().is_joined_without_hyphen(reader.token_of(term));
                    });
                  }) ||
      std::any_of(served.begin(), served.end(), [&](const auto& shard) {
        return shard->has_facts() && shard->use_facts([&](const ServedFacts& facts) {
          const auto number = facts.number_of(term);
          return number && facts.words().is_joined_without_hyphen(*number);
        });
      });
  written_apart_.emplace(term, is_apart);
  return is_apart;
}

Step Planner::stems(const Node& node) {
  ByLanguage<std::vector<std::string>> groups;
  for (const auto& [terms, languages] : terms_of(node)) {
    const bool is_apart = terms.size() > 1 &&
                          std::any_of(terms.begin(), terms.end(),
                                      [this](const auto& term) { return is_written_apart(term); });
    if (is_apart) return places(node);
    std::vector<std::string> prefixed;
    for (const std::string& term : terms) prefixed.push_back(prefix_of(node) + term);
    groups.emplace(std::move(prefixed), languages);
  }
  Steps alternatives;
  for (const auto& [terms, languages] : groups) {
    Step found = make(StepKind::Phrase, scored_terms(terms, languages));
    alternatives.push_back(confined(std::move(found), languages));
  }
  return make(StepKind::Max, std::move(alternatives));
}

QueryError Planner::failure(Span span, const std::string& message, Advice hint) const {
  const std::string_view typed = text_.substr(span.begin, span.end - span.begin);
  return {fmt::format("'{}' {}", typed, message), std::move(hint), std::string(text_), span};
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
  if (step.kind == StepKind::Dates) return step.dates;
  if (step.kind == StepKind::Without) return required_dates(step.children.front());
  if (step.kind != StepKind::All) return std::nullopt;
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
