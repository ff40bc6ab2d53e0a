// SPDX-License-Identifier: GPL-2.0-or-later
// Step by step; places become terms and their positions.
#include "common/engine/plan/served_step.h"

#include "common/archive/archive.h"
#include "common/engine/plan/planner.h"
#include "common/engine/query/operator.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace dateline::query {
namespace {

bool is_nothing(const Step& step) {
  return step.kind == StepKind::Nothing;
}

constexpr const char* kTakeBack = "take the shard back: dateline-index shard detach";

class ServedStep {
 public:
  ServedStep(const ServedShard& shard, std::size_t most) : shard_(shard), most_(most) {}

  Step of(const Step& step) {
    const Served& held = shard_.served();
    const auto dates = required_dates(step);
    if (dates && !may_hold(held.first, held.last, *dates)) return {};
    switch (step.kind) {
      case StepKind::Nothing:
      case StepKind::Everything:
      case StepKind::Dates:
        return step;
      case StepKind::Term:
        return is_held(step.term) ? step : Step();
      case StepKind::All:
      case StepKind::Phrase:
      case StepKind::Near:
        return all(step);
      case StepKind::Sum:
      case StepKind::Max:
        return any(step);
      case StepKind::Without: {
        Step kept = of(step.children[0]);
        if (is_nothing(kept)) return kept;
        Step excluded = of(step.children[1]);
        if (is_nothing(excluded)) return kept;
        return make(StepKind::Without, {std::move(kept), std::move(excluded)});
      }
      case StepKind::AtPlaces:
        return standing(step);
      case StepKind::Documents:
        refuse(step.span, "", kTakeBack);
    }
    return {};
  }

 private:
  [[noreturn]] static void refuse(Span span, const std::string& why, const std::string& hint) {
    throw Unanswerable(span, why, hint);
  }

  /// For shards without facts that is unknown.
  [[nodiscard]] bool is_held(const std::string& term) const {
    return shard_.known_frequency(term).value_or(1) != 0;
  }

  /// One child that finds nothing decides, even if others cannot be answered.
  Step all(const Step& step) {
    Step same = step;
    std::optional<Unanswerable> refused;
    for (Step& child : same.children) {
      try {
        child = of(child);
        if (is_nothing(child)) return {};
      } catch (const Unanswerable& unanswerable) {
        if (!refused) refused = unanswerable;
      }
    }
    if (refused) throw Unanswerable(*refused);
    return same;
  }

  Step any(const Step& step) {
    Steps kept;
    for (const Step& child : step.children) {
      Step one = of(child);
      if (!is_nothing(one)) kept.push_back(std::move(one));
    }
    return either(step.kind, std::move(kept));
  }

  static Step either(StepKind kind, Steps kept) {
    return kept.empty() ? Step() : make(kind, std::move(kept));
  }

  /// Matches are scored by all their candidates, as in segments, meant or not.
  Step standing(const Step& step) {
    span_ = step.span;
    const Places& places = *step.places;
    Step found = of(step.children.front());
    // For a shard without facts it is unknown what else a wildcard would stand for.
    if (shard_.has_facts() && is_nothing(found)) return found;
    Step there = places.kind == Kind::Word ? word(places) : in_positions(places);
    if (is_nothing(there)) return there;
    return make(StepKind::All, {std::move(found), std::move(there)});
  }

  Step word(const Places& places) {
    Steps terms;
    for (const std::string& term : terms_of(places, /*alone=*/true)) {
      terms.push_back(term_step(term));
    }
    return either(StepKind::Sum, std::move(terms));
  }

  /// The terms of a word, with their prefix. If `alone`, it may be a joined compound, which has no
  /// position.
  std::vector<std::string> terms_of(const Places& word, bool alone) {
    if (word.region != Field::Text && word.region != Field::Title) refuse(span_, "", kTakeBack);
    if (!shard_.has_facts() && needs_words(word)) {
      refuse(span_, ": it was copied before a list of its words was kept here",
             "hand it over again: dateline-index shard detach, move and attach");
    }
    const std::string prefix(word.region == Field::Title ? schema::kHeadlinePrefix : "");
    std::vector<std::string> terms;
    for (const WrittenTerm& term : word.terms) {
      if (is_held(prefix + term.term) && is_meant(term, alone && word.joined == Joined::None)) {
        if (!alone && word.joined != Joined::None) refuse_apart(term.term);
        terms.push_back(prefix + term.term);
      }
    }
    return terms;
  }

  /// Compounds have no positions.
  void refuse_apart(const std::string& term) {
    if (!shard_.has_facts()) return;
    shard_.use_facts([&](const ServedFacts& facts) {
      const auto number = facts.number_of(term);
      if (!number || !facts.words().is_joined_without_hyphen(*number)) return;
      refuse(span_,
             fmt::format(": there '{}' is written in more than one way",
                         facts.words().form(*number, 0)),
             fmt::format("search for its words without quotes, or {}", kTakeBack));
    });
  }

  /// Is it a wildcard, or a word in some of its forms?
  static bool needs_words(const Places& word) {
    return word.terms.empty() || word.terms.front().spellings != nullptr;
  }

  /// Are all forms of the term there meant? False if none is.
  bool is_meant(const WrittenTerm& term, bool but_not_joined) {
    if (!term.spellings) return true;
    return shard_.use_facts([&](const ServedFacts& facts) {
      const auto number = facts.number_of(term.term);
      if (!number) return false;
      const segment::Wording& words = facts.words();
      std::string_view meant;
      std::string_view other;
      for (std::uint32_t n = 0; n < words.forms(*number); ++n) {
        const std::string_view form = words.form(*number, n);
        const bool accepted = term.spellings->accept(form, words.word_of_form(*number, n));
        std::string_view& example = accepted ? meant : other;
        if (example.empty()) example = form;
      }
      if (meant.empty()) return false;
      if (other.empty() && but_not_joined && words.is_joined(*number)) other = "with a hyphen";
      if (!other.empty()) {
        refuse(span_, fmt::format(": there '{}' and '{}' are one word", meant, other),
               fmt::format("search for '{}', which finds all its forms, or {}", meant, kTakeBack));
      }
      return true;
    });
  }

  /// Of a word, or of any of several.
  std::vector<std::string> alternatives(const Places& places) {
    if (places.kind == Kind::Word) return terms_of(places, /*alone=*/false);
    if (places.kind != Kind::Or) refuse(span_, "", kTakeBack);
    std::vector<std::string> all;
    for (const Places& child : places.children) {
      for (std::string& term : alternatives(child)) all.push_back(std::move(term));
    }
    return all;
  }

  /// What servers answer by positions, such as phrases, as all combinations of terms.
  Step in_positions(const Places& places) {
    const auto op = operator_of(places.kind).served(places);
    if (!op) refuse(span_, "", kTakeBack);
    std::vector<Steps> combinations(1);
    for (const Places& child : places.children) {
      const std::vector<std::string> terms = alternatives(child);
      if (terms.empty()) return {};
      if (terms.size() > most_ / combinations.size()) {
        refuse(span_, fmt::format(": it stands for more than {} combinations of words", most_),
               "type more letters before the '*', or give fewer alternatives");
      }
      combinations = longer(combinations, terms);
    }
    Steps all;
    for (Steps& terms : combinations) {
      Step together = make(*op, std::move(terms));
      together.window = near_window(places.distance, places.children.size());
      all.push_back(std::move(together));
    }
    return make(StepKind::Sum, std::move(all));
  }

  static std::vector<Steps> longer(const std::vector<Steps>& combinations,
                                   const std::vector<std::string>& terms) {
    std::vector<Steps> all;
    for (const Steps& shorter : combinations) {
      for (const std::string& term : terms) {
        all.push_back(shorter);
        all.back().push_back(term_step(term));
      }
    }
    return all;
  }

  const ServedShard& shard_;
  std::size_t most_;
  Span span_;  ///< of the current step
};

}  // namespace

Step served_step(const Step& step, const ServedShard& shard, std::size_t most) {
  return ServedStep(shard, most).of(step);
}

}  // namespace dateline::query
