// SPDX-License-Identifier: GPL-2.0-or-later
// Marking, with the same tokenizer and stemmers that made the index.
#include "searcher/find/highlighter.h"

#include "common/engine/plan/place_rule.h"
#include "common/text/compounds.h"
#include "common/text/sentences.h"
#include "searcher/find/forms.h"

#include <algorithm>
#include <set>
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

std::vector<Place> marked_runs(std::string_view text, const std::vector<MarkedToken>& words) {
  const auto follows = [&](std::size_t i) {
    const std::size_t end = words[i - 1].token.end;
    return words[i].unit != MarkedToken::kNone &&
           text.substr(end, words[i].token.begin - end).find('\n') == std::string_view::npos;
  };
  std::vector<Place> runs;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].unit == MarkedToken::kNone) continue;
    const std::size_t first = i;
    while (i + 1 < words.size() && follows(i + 1)) ++i;
    runs.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(i)});
  }
  return runs;
}

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
    if (is_one_word(*unit.node)) unit.typed = maker.folded(unit.node->text);
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

void Highlighter::add_runs(const Unit& unit, std::size_t next, std::size_t at, std::size_t end,
                           std::vector<std::size_t>& lasts) const {
  if (next == unit.words.size()) {
    if (next != 0) lasts.push_back(at - 1);
    return;
  }
  if (at == end) return;
  if (fits(unit.words[next], words_[at])) add_runs(unit, next + 1, at + 1, end, lasts);
  if (joined_.empty() || unit.node->form != query::Form::Stem) return;
  for (auto it = std::lower_bound(
           joined_.begin(), joined_.end(), at,
           [](const Joined&joined, std::size_t word) { return joined.place.begin < word; });
       it != joined_.end() && it->place.begin == at; ++it) {
    if (fits(unit.words[next], it->word)) add_runs(unit, next + 1, it->place.end + 1, end, lasts);
  }
}

void Highlighter::mark_place(Place place, std::size_t unit) {
  for (std::size_t i = place.begin; i <= place.end; ++i) marked_[i].unit = static_cast<int>(unit);
}

void Highlighter::mark_compound(const Word& word, unsigned words, bool headline) {
  const auto end = static_cast<std::uint32_t>(words_.size());
  if (end == 0) return;
  for (std::size_t u = 0; u < units_.size(); ++u) {
    const Unit& unit = units_[u];
    // What binds knows only those without hyphens; see mark_units.
    if (unit.is_operand || unit.node->form != query::Form::Stem) continue;
    if (!is_sought(*unit.node, headline) || unit.words.size() != 1) continue;
    if (!fits(unit.words.front(), word)) continue;
    mark_place({end - std::min(words, end), end - 1}, u);
  }
}

void Highlighter::mark_units(std::size_t begin, std::size_t end, bool headline) {
  std::vector<std::size_t> lasts;
  for (std::size_t at = begin; at < end; ++at) {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      Unit& unit = units_[u];
      if (!is_sought(*unit.node, headline)) continue;
      lasts.clear();
      add_runs(unit, 0, at, end, lasts);
      for (const std::size_t last : lasts) {
        const Place place{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(last)};
        if (unit.is_operand) {
          unit.places.push_back(place);
        } else {
          mark_place(place, u);
        }
      }
    }
  }
}

void Highlighter::read(std::string_view text, text::TermMaker& maker, bool headline) {
  const std::size_t begin = words_.size();
  const auto take = [&](const std::optional<text::Compound>& compound) {
    if (!compound) return;
    const std::string_view joined = compound->joined;
    const Word word{joined, maker.term(joined), maker.folded(joined)};
    mark_compound(word, compound->words, headline);
    const auto words = static_cast<std::uint32_t>(words_.size());
    if (compound->hyphenated || words == 0) return;
    Joined& known = joined_.emplace_back();
    known = {word, {words - std::min(compound->words, words), words - 1}};
    known.word.written = joined_texts_.emplace_back(joined);
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

void Highlighter::count_forms() {
  std::vector<bool> has(units_.size());
  std::vector<bool> has_as_typed(units_.size());
  for (std::size_t i = 0; i < marked_.size(); ++i) {
    if (marked_[i].unit == MarkedToken::kNone) continue;
    const auto u = static_cast<std::size_t>(marked_[i].unit);
    has[u] = true;
    if (words_[i].folded == units_[u].typed) has_as_typed[u] = true;
  }
  for (std::size_t u = 0; u < units_.size(); ++u) {
    units_[u].articles += has[u] ? 1 : 0;
    units_[u].as_typed += has_as_typed[u] ? 1 : 0;
  }
}

std::vector<const Node*> Highlighter::mostly_in_other_forms() const {
  std::vector<const Node*> all;
  for (const Unit& unit : units_) {
    if (!unit.typed.empty() && 2 * unit.as_typed < unit.articles) all.push_back(unit.node);
  }
  return all;
}

std::vector<ForeignForm> Highlighter::foreign_forms(const std::string& home) {
  std::vector<ForeignForm> all;
  if (language_ == home) return all;
  text::TermMaker& maker = makers_.try_emplace(home, home).first->second;
  for (std::size_t u = 0; u < units_.size(); ++u) {
    const Unit& unit = units_[u];
    if (unit.node->form != query::Form::Stem || !unit.node->children.empty()) continue;
    std::set<std::string> missing;  // at home
    for (const text::Token token : text::tokens(unit.node->text)) {
      missing.insert(maker.term(token.in(unit.node->text)));
    }
    const std::set<std::string> typed = missing;
    const Word* other = nullptr;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (marked_[i].unit != static_cast<int>(u)) continue;
      const std::string& term = maker.term(words_[i].written);
      missing.erase(term);
      const bool is_meant =
          std::any_of(unit.words.begin(), unit.words.end(), [&](const query::Meant& meant) {
            return !meant.accepts && meant.term == words_[i].term;
          });
      if (other == nullptr && is_meant && !typed.contains(term)) other = &words_[i];
    }
    if (other == nullptr || missing.empty()) continue;
    all.push_back({unit.node->text, std::string(other->written), language_});
  }
  return all;
}

MarkedArticle Highlighter::mark(std::string_view headline, std::string_view body,
                                const std::string& language) {
  text::TermMaker& maker = use_language(language);
  words_.clear();
  marked_.clear();
  joined_.clear();
  joined_texts_.clear();
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
  count_forms();
  const auto middle = marked_.begin() + body_begin;
  return {{marked_.begin(), middle}, {middle, marked_.end()}};
}

}  // namespace dateline
