// SPDX-License-Identifier: GPL-2.0-or-later
// Marking, with the same tokenizer and stemmers that made the index.
#include "searcher/match/highlighter.h"

#include "common/query/expansion.h"
#include "common/query/pattern.h"
#include "common/text/compounds.h"
#include "common/text/spelling.h"

#include <algorithm>

namespace dateline {
namespace {

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

}  // namespace

Highlighter::Highlighter(const Node& tree) : tree_(tree) {
  collect(tree_);
}

void Highlighter::collect(const Node& node) {
  switch (node.kind) {
    case Kind::Word:
    case Kind::Wildcard:
    case Kind::Fuzzy:
    case Kind::Phrase:
      units_.push_back({&node, {}});
      break;
    case Kind::Not:
      break;
    default:
      for (const Node& child : node.children) collect(child);
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

bool Highlighter::stands_at(const Unit& unit, const std::vector<Word>& words, std::size_t at) {
  if (unit.parts.empty() || at + unit.parts.size() > words.size()) return false;
  for (std::size_t i = 0; i < unit.parts.size(); ++i) {
    if (!fits(unit.parts[i], words[at + i])) return false;
  }
  return true;
}

void Highlighter::mark_compound(const Word& word, unsigned words, bool headline,
                                std::vector<MarkedToken>& marked) {
  for (std::size_t u = 0; u < units_.size(); ++u) {
    const Node& node = *units_[u].node;
    if (node.form != query::Form::Stem || !is_sought(node, headline)) continue;
    if (!stands_at(units_[u], {word}, 0)) continue;
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
  std::vector<Word> words;
  const auto take = [&](const std::optional<text::Compound>& compound) {
    if (!compound) return;
    const std::string_view joined = compound->joined;
    mark_compound({joined, maker.term(joined), maker.folded(joined)}, compound->words, headline,
                  marked);
  };
  text::Compounds compounds(text);
  for (const text::Token token : text::tokens(text)) {
    take(compounds.take(token));
    const std::string_view written = token.in(text);
    const std::string& term = maker.term(written);
    if (term.empty()) continue;
    marked.push_back({token, MarkedToken::kNone});
    words.push_back({written, term, maker.folded(written)});
  }
  take(compounds.finish());
  for (std::size_t at = 0; at < words.size(); ++at) {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const Unit& unit = units_[u];
      if (!is_sought(*unit.node, headline) || !stands_at(unit, words, at)) continue;
      for (std::size_t i = at; i < at + unit.parts.size(); ++i) {
        marked[i].unit = static_cast<int>(u);
      }
    }
  }
  return marked;
}

}  // namespace dateline
