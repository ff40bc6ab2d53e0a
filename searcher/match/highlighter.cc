// SPDX-License-Identifier: GPL-2.0-or-later
// Marking, with the same tokenizer and stemmers that made the index.
#include "searcher/match/highlighter.h"

#include "common/query/expansion.h"
#include "common/query/pattern.h"
#include "common/text/compounds.h"
#include "common/text/sentences.h"
#include "common/text/spelling.h"

#include <algorithm>

namespace dateline {
namespace {

using match::Place;
using query::Field;
using query::Kind;
using query::Node;
using query::Spellings;

/// How a word of that form may be written; null for any way.
std::shared_ptr<const Spellings> spellings_of(std::string_view word, query::Form form) {
  if (form == query::Form::Stem) return nullptr;
  const bool cased = form == query::Form::Cased;
  return std::make_shared<const Spellings>(Spellings{
      cased ? Spellings::By::Cased : Spellings::By::Exact, {text::spelling(word, cased)}});
}

match::Nearness nearness_of(const Node& near) {
  return {near.reach, near.ordered, near.distance};
}

/// Those that lie in `within`.
std::vector<Place> inside(const std::vector<Place>& places, Place within) {
  std::vector<Place> all;
  for (auto it = std::lower_bound(places.begin(), places.end(), Place{within.begin, 0});
       it != places.end() && it->begin <= within.end; ++it) {
    if (it->end <= within.end) all.push_back(*it);
  }
  return all;
}

}  // namespace

Highlighter::Highlighter(const Node& tree, const query::Deadline& deadline)
    : tree_(tree), deadline_(deadline) {
  collect(tree_, /*is_operand=*/false);
}

void Highlighter::collect(const Node& node, bool is_operand) {
  switch (node.kind) {
    case Kind::Word:
    case Kind::Wildcard:
    case Kind::Fuzzy:
    case Kind::Phrase:
      if (is_operand) unit_of_[&node] = units_.size();
      units_.push_back({&node, is_operand, {}});
      break;
    case Kind::Not:
      break;
    case Kind::Near:
      if (!is_operand) nears_.push_back(&node);
      needs_sentences_ = needs_sentences_ || node.reach != query::Reach::Words;
      for (const Node& child : node.children) collect(child, /*is_operand=*/true);
      break;
    default:
      for (const Node& child : node.children) collect(child, is_operand);
  }
}

void Highlighter::add_parts(const Node& node, text::TermMaker& maker, std::vector<Part>& parts) {
  if (node.kind == Kind::Phrase && !node.children.empty()) {
    for (const Node& child : node.children) add_parts(child, maker, parts);
    return;
  }
  if (node.kind == Kind::Wildcard) {
    const query::Wildcard wildcard(query::folded_pattern(node));
    parts.push_back(
        {"", nullptr, [wildcard](std::string_view word) { return wildcard.matches(word); }});
    return;
  }
  if (node.kind == Kind::Fuzzy) {
    const query::Fuzzy fuzzy(query::folded_pattern(node), node.distance);
    parts.push_back({"", nullptr, [fuzzy](std::string_view word) { return fuzzy.matches(word); }});
    return;
  }
  for (const text::Token token : text::tokens(node.text)) {
    const std::string_view word = token.in(node.text);
    const std::string& term = maker.term(word);
    if (term.empty()) continue;
    parts.push_back({term, spellings_of(word, node.form), nullptr});
  }
}

text::TermMaker& Highlighter::use_language(const std::string& language) {
  text::TermMaker& maker = makers_.try_emplace(language, language).first->second;
  if (language == language_) return maker;
  language_ = language;
  for (Unit& unit : units_) {
    unit.parts.clear();
    add_parts(*unit.node, maker, unit.parts);
  }
  return maker;
}

bool Highlighter::is_sought(const Node& node, bool headline) {
  switch (node.field) {
    case Field::Title:
      return headline;
    case Field::Lead:
    case Field::Opening:
      return !headline;
    default:
      return true;
  }
}

bool Highlighter::fits(const Part& part, const Word& word) {
  if (part.stands) return part.stands(word.folded);
  if (part.spellings != nullptr) return part.spellings->accept(word.written, word.folded);
  return part.term == word.term;
}

bool Highlighter::stands_at(const Unit& unit, const Word* words, std::size_t count) {
  if (unit.parts.empty() || unit.parts.size() > count) return false;
  for (std::size_t i = 0; i < unit.parts.size(); ++i) {
    if (!fits(unit.parts[i], words[i])) return false;
  }
  return true;
}

void Highlighter::mark_place(Place place, std::size_t unit) {
  for (std::size_t i = place.begin; i <= place.end; ++i) marked_[i].unit = static_cast<int>(unit);
}

void Highlighter::mark_compound(const Word& word, unsigned words, bool headline) {
  const auto end = static_cast<std::uint32_t>(words_.size());
  if (end == 0) return;
  for (std::size_t u = 0; u < units_.size(); ++u) {
    const Unit& unit = units_[u];
    // Operators of proximity know no compounds.
    if (unit.is_operand || unit.node->form != query::Form::Stem) continue;
    if (!is_sought(*unit.node, headline) || !stands_at(unit, &word, 1)) continue;
    mark_place({end - std::min(words, end), end - 1}, u);
  }
}

void Highlighter::mark_units(std::size_t begin, std::size_t end, bool headline) {
  for (std::size_t at = begin; at < end; ++at) {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      Unit& unit = units_[u];
      if (!is_sought(*unit.node, headline) || !stands_at(unit, &words_[at], end - at)) continue;
      const Place place{static_cast<std::uint32_t>(at),
                        static_cast<std::uint32_t>(at + unit.parts.size() - 1)};
      if (unit.is_operand) {
        unit.places.push_back(place);
      } else {
        mark_place(place, u);
      }
    }
  }
}

void Highlighter::read(std::string_view text, text::TermMaker& maker, bool headline) {
  const std::size_t begin = words_.size();
  const auto take = [&](const std::optional<text::Compound>& compound) {
    if (!compound) return;
    const std::string_view joined = compound->joined;
    mark_compound({joined, maker.term(joined), maker.folded(joined)}, compound->words, headline);
  };
  text::Compounds compounds(text);
  text::Token before;
  for (const text::Token token : text::tokens(text)) {
    take(compounds.take(token));
    if (needs_sentences_ && before.end != 0) {
      const text::Break ended = text::break_between(text, before, token);
      if (ended != text::Break::None) wording_.end_sentence(ended == text::Break::Paragraph);
    }
    before = token;
    const std::string_view written = token.in(text);
    const std::string& term = maker.term(written);
    if (term.empty()) continue;
    marked_.push_back({token, MarkedToken::kNone});
    words_.push_back({written, term, maker.folded(written)});
    if (needs_sentences_) wording_.forms.push_back(0);
  }
  take(compounds.finish());
  if (needs_sentences_) wording_.end_sentence(/*ends_paragraph=*/true);
  mark_units(begin, words_.size(), headline);
}

std::vector<std::vector<Place>> Highlighter::places_of_children(const Node& node) {
  std::vector<std::vector<Place>> all;
  for (const Node& child : node.children) all.push_back(places(child));
  return all;
}

std::vector<Place> Highlighter::places(const Node& operand) {
  if (const auto unit = unit_of_.find(&operand); unit != unit_of_.end()) {
    return units_[unit->second].places;
  }
  const std::vector<std::vector<Place>> children = places_of_children(operand);
  std::vector<Place> all;
  if (operand.kind == Kind::Near) {
    all = match::NearSets(nearness_of(operand), divisions_, children, tries_).hulls(false);
  } else {
    for (const auto& child : children) all.insert(all.end(), child.begin(), child.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void Highlighter::mark_operand(const Node& operand, Place within) {
  if (const auto unit = unit_of_.find(&operand); unit != unit_of_.end()) {
    for (const Place place : inside(units_[unit->second].places, within)) {
      mark_place(place, unit->second);
    }
    return;
  }
  if (operand.kind != Kind::Near) {
    for (const Node& child : operand.children) mark_operand(child, within);
    return;
  }
  std::vector<std::vector<Place>> children = places_of_children(operand);
  for (std::vector<Place>& child : children) child = inside(child, within);
  const auto members =
      match::NearSets(nearness_of(operand), divisions_, children, tries_).members();
  for (std::size_t c = 0; c < members.size(); ++c) {
    for (const Place place : members[c]) mark_operand(operand.children[c], place);
  }
}

MarkedArticle Highlighter::mark(std::string_view headline, std::string_view body,
                                const std::string& language) {
  text::TermMaker& maker = use_language(language);
  words_.clear();
  marked_.clear();
  wording_.clear();
  for (Unit& unit : units_) unit.places.clear();
  read(headline, maker, true);
  const auto body_begin = static_cast<std::ptrdiff_t>(words_.size());
  read(body, maker, false);
  if (!nears_.empty()) {
    divisions_.headline_words = static_cast<std::uint32_t>(body_begin);
    divisions_.divide(wording_.sentences);
    for (const Node* near : nears_) mark_operand(*near, {0, 0xFFFFFFFF});
  }
  const auto middle = marked_.begin() + body_begin;
  return {{marked_.begin(), middle}, {middle, marked_.end()}};
}

}  // namespace dateline
