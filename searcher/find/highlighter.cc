// SPDX-License-Identifier: GPL-2.0-or-later
// Marking, with the same tokenizer and stemmers that made the index.
#include "searcher/find/highlighter.h"

#include "common/engine/plan/place_rule.h"
#include "common/text/compounds.h"
#include "common/text/sentences.h"

#include <algorithm>
#include <span>

namespace dateline {
namespace {

using match::Place;
using query::Field;
using query::Node;

/// Those within `within`.
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
  const query::Operator& op = query::operator_of(node);
  if (op.leaf() != nullptr) {
    if (is_operand) unit_of_[&node] = units_.size();
    units_.push_back({&node, is_operand, {}});
  } else if (op.binds()) {
    if (!is_operand) roots_.push_back(&node);
    needs_sentences_ = needs_sentences_ || node.reach != query::Reach::Words;
    for (const Node& child : node.children) collect(child, /*is_operand=*/true);
  } else {
    for (const Node& child : op.wanted(node)) collect(child, is_operand);
  }
}

text::TermMaker& Highlighter::use_language(const std::string& language) {
  text::TermMaker& maker = makers_.try_emplace(language, language).first->second;
  if (language == language_) return maker;
  language_ = language;
  for (Unit& unit : units_) {
    unit.words.clear();
    query::operator_of(*unit.node).leaf()->add_meant(*unit.node, maker, unit.words);
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

bool Highlighter::fits(const query::Meant& meant, const Word& word) {
  if (meant.accepts) return meant.accepts(word.written, word.folded);
  if (meant.spellings != nullptr) return meant.spellings->accept(word.written, word.folded);
  return meant.term == word.term;
}

bool Highlighter::stands_at(const Unit& unit, const Word* words, std::size_t count) {
  if (unit.words.empty() || unit.words.size() > count) return false;
  for (std::size_t i = 0; i < unit.words.size(); ++i) {
    if (!fits(unit.words[i], words[i])) return false;
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
    // Proximity operators do not know compounds.
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
                        static_cast<std::uint32_t>(at + unit.words.size() - 1)};
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
  std::vector<Place> all =
      query::operator_of(operand).stand(operand, children, divisions_, tries_, /*one=*/false);
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
  const query::Operator& op = query::operator_of(operand);
  const std::span<const Node> wanted = op.wanted(operand);
  if (!op.binds()) {
    for (const Node& child : wanted) mark_operand(child, within);
    return;
  }
  std::vector<std::vector<Place>> children = places_of_children(operand);
  for (std::size_t c = 0; c < wanted.size(); ++c) children[c] = inside(children[c], within);
  const auto members = op.taking_part(operand, children, divisions_, tries_);
  for (std::size_t c = 0; c < wanted.size(); ++c) {
    for (const Place place : members[c]) mark_operand(wanted[c], place);
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
  if (!roots_.empty()) {
    divisions_.headline_words = static_cast<std::uint32_t>(body_begin);
    divisions_.divide(wording_.sentences);
    for (const Node* root : roots_) mark_operand(*root, {0, 0xFFFFFFFF});
  }
  const auto middle = marked_.begin() + body_begin;
  return {{marked_.begin(), middle}, {middle, marked_.end()}};
}

}  // namespace dateline
