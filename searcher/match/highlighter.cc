// SPDX-License-Identifier: GPL-2.0-or-later
// Marking, with the same tokenizer and stemmers that made the index.
#include "searcher/match/highlighter.h"

#include "common/text/compounds.h"
#include "common/text/utf8.h"

#include <algorithm>

namespace dateline {
namespace {

using query::Field;
using query::Kind;
using query::Node;

}  // namespace

Highlighter::Highlighter(const Node& tree) : tree_(tree) {
  collect(tree_);
}

void Highlighter::collect(const Node& node) {
  switch (node.kind) {
    case Kind::Word:
    case Kind::Prefix:
    case Kind::Phrase:
      units_.push_back({&node, {}});
      break;
    case Kind::Not:
      break;
    default:
      for (const Node& child : node.children) collect(child);
  }
}

text::TermMaker& Highlighter::use_language(const std::string& language) {
  text::TermMaker& maker = makers_.try_emplace(language, language).first->second;
  if (language == language_) return maker;
  language_ = language;
  for (Unit& unit : units_) {
    unit.terms.clear();
    for (const text::Token token : text::tokens(unit.node->text)) {
      const std::string_view word = token.in(unit.node->text);
      const std::string& term = maker.term(word);
      if (!term.empty()) unit.terms.push_back(term);
    }
    if (unit.node->kind == Kind::Prefix) {
      unit.terms.push_back(text::normalise(text::trim(unit.node->text), ""));
    }
  }
  return maker;
}

bool Highlighter::stands_at(const Unit& unit, const std::vector<std::string>& terms,
                            std::size_t at) {
  if (unit.terms.empty()) return false;
  if (unit.node->kind == Kind::Prefix) {
    return terms[at] == unit.terms.front() || terms[at].starts_with(unit.terms.back());
  }
  return at + unit.terms.size() <= terms.size() &&
         std::equal(unit.terms.begin(), unit.terms.end(),
                    terms.begin() + static_cast<std::ptrdiff_t>(at));
}

void Highlighter::mark_compound(const std::string& term, unsigned words, bool headline,
                                std::vector<MarkedToken>& marked) {
  for (std::size_t u = 0; u < units_.size(); ++u) {
    if (units_[u].node->field == Field::Title && !headline) continue;
    if (!stands_at(units_[u], {term}, 0)) continue;
    for (std::size_t i = marked.size() - std::min<std::size_t>(words, marked.size());
         i < marked.size(); ++i) {
      marked[i].unit = static_cast<int>(u);
    }
  }
}

std::vector<MarkedToken> Highlighter::mark(std::string_view text, const std::string& language,
                                           bool headline) {
  text::TermMaker& maker = use_language(language);
  std::vector<MarkedToken> marked;
  std::vector<std::string> terms;
  const auto take = [&](const std::optional<text::Compound>& compound) {
    if (compound) mark_compound(maker.term(compound->joined), compound->words, headline, marked);
  };
  text::Compounds compounds(text);
  for (const text::Token token : text::tokens(text)) {
    take(compounds.take(token));
    const std::string& term = maker.term(token.in(text));
    if (term.empty()) continue;
    marked.push_back({token, MarkedToken::kNone});
    terms.push_back(term);
  }
  take(compounds.finish());
  for (std::size_t at = 0; at < terms.size(); ++at) {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const Unit& unit = units_[u];
      if (unit.node->field == Field::Title && !headline) continue;
      if (!stands_at(unit, terms, at)) continue;
      const std::size_t length = unit.node->kind == Kind::Prefix ? 1 : unit.terms.size();
      for (std::size_t i = at; i < at + length; ++i) marked[i].unit = static_cast<int>(u);
    }
  }
  return marked;
}

}  // namespace dateline
