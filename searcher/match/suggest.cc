// SPDX-License-Identifier: GPL-2.0-or-later
// Words are sought in the dictionaries of the segments, names in the columns of their fields.
#include "searcher/match/suggest.h"

#include "common/query/pattern.h"
#include "common/schema.h"
#include "common/sources.h"
#include "common/text/edit_distance.h"
#include "common/text/fold.h"
#include "common/text/spelling.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"
#include "searcher/match/facets.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace dateline {
namespace {

using query::Field;
using query::Kind;
using query::Node;

/// How many letters may differ in a word of that length.
unsigned tolerance(std::string_view word) {
  return word.size() < 4 ? 0 : word.size() < 7 ? 1 : 2;
}

/// Something like a word, and how much.
struct Candidate {
  std::size_t distance = 0;
  std::uint64_t articles = 0;
  std::string text;
};

bool is_better(const Candidate& a, const Candidate& b) {
  if (a.distance != b.distance) return a.distance < b.distance;
  if (a.articles != b.articles) return a.articles > b.articles;
  return a.text < b.text;
}

class Suggester {
 public:
  explicit Suggester(const Archive& archive) : archive_(archive) {
    for (const std::string& language : archive.languages()) makers_.try_emplace(language, language);
  }

  std::vector<Suggestion> run(const Node& tree) {
    visit(tree);
    learn();
    std::vector<Suggestion> found;
    for (const Sought& sought : sought_) {
      if (!is_known(sought)) found.push_back(suggestion_for(sought));
    }
    return found;
  }

 private:
  /// A word of the query, or the value of a field, and the terms that articles with it have.
  struct Sought {
    const Node* node;
    std::string_view typed;
    std::optional<schema::Facet> facet;         ///< of a value
    std::set<std::string> any;                  ///< one of these, or
    std::optional<std::set<std::string>> each;  ///< all of these
  };

  void visit(const Node& node) {
    switch (node.kind) {
      case Kind::Not:
        return;
      case Kind::Word:
        // What was put in beside a word, as a synonym, has its place too.
        if (done_.insert(node.span.begin).second) words(node);
        return;
      case Kind::Phrase:
        words(node);
        return;
      case Kind::Filter:
        name(node);
        return;
      default:
        for (const Node& child : node.children) visit(child);
    }
  }

  void words(const Node& node) {
    for (const text::Token token : text::tokens(node.text)) {
      Sought word{&node, token.in(node.text), {}, {}, {}};
      for (auto& [language, maker] : makers_) {
        const std::string& term = maker.term(word.typed);
        if (!term.empty()) word.any.insert(term);
      }
      sought_.push_back(std::move(word));
    }
  }

  void name(const Node& node) {
    const auto facet = schema::facet_from_name(query::name_of(node.field));
    if (!facet) return;
    Sought value{&node, node.text, facet, {schema::facet_term(*facet, node.text)}, {}};
    if (const NewsSource* known = SourceTable::built_in().find(node.text)) {
      for (const std::string& other : all_names(*known)) {
        value.any.insert(schema::facet_term(*facet, other));
      }
    }
    if (!node.exact) {
      value.each.emplace();
      for (const text::Token token : text::tokens(node.text)) {
        value.each->insert(schema::facet_word_term(*facet, token.in(node.text)));
      }
    }
    sought_.push_back(std::move(value));
  }

  /// Servers are asked once for all that is sought.
  void learn() const {
    std::set<std::string> terms;
    for (const Sought& sought : sought_) {
      terms.insert(sought.any.begin(), sought.any.end());
      if (sought.each) terms.insert(sought.each->begin(), sought.each->end());
    }
    if (!terms.empty()) archive_.learn(terms);
  }

  [[nodiscard]] bool is_known(const Sought& sought) const {
    const auto is_held = [&](const std::string& term) { return archive_.frequency(term) != 0; };
    return std::any_of(sought.any.begin(), sought.any.end(), is_held) ||
           (sought.each && std::all_of(sought.each->begin(), sought.each->end(), is_held));
  }

  [[nodiscard]] Suggestion suggestion_for(const Sought& sought) const {
    Suggestion suggestion;
    // Of a word: where it stands in what was typed for the node.
    suggestion.span = sought.node->span;
    suggestion.typed = sought.typed;
    const auto best =
        sought.facet ? like_name(*sought.facet, *sought.node) : like_word(sought.typed);
    if (best) {
      suggestion.instead = best->text;
      suggestion.articles = best->articles;
    }
    return suggestion;
  }

  std::optional<Candidate> like_word(std::string_view typed) const {
    const std::string folded = text::normalise(typed, "");
    const unsigned most = tolerance(folded);
    if (most == 0) return std::nullopt;
    const query::Fuzzy fuzzy(folded, most);
    std::optional<Candidate> best;
    for (const OpenSegment& open : archive_.segments()) {
      const segment::Wording& wording = open.reader->wording();
      for (std::uint32_t w = 0; w < wording.words(); ++w) {
        if (!fuzzy.matches(wording.word(w))) continue;
        const std::uint32_t term = wording.term_of_word(w);
        const Candidate candidate = {text::edit_distance(folded, wording.word(w), most),
                                     archive_.frequency(std::string(wording.term(term))),
                                     written(wording, term, wording.word(w))};
        if (candidate.articles == 0) continue;
        if (!best || is_better(candidate, *best)) best = candidate;
      }
    }
    return best;
  }

  /// The way the word is written most often.
  static std::string written(const segment::Wording& wording, std::uint32_t term,
                             std::string_view word) {
    for (std::uint32_t n = 0; n < wording.forms(term); ++n) {
      if (wording.word_of_form(term, n) != word) continue;
      return text::spelling(wording.form(term, n), /*keep_case=*/true);
    }
    return std::string(word);
  }

  std::optional<Candidate> like_name(const schema::Facet& facet, const Node& node) const {
    const std::string typed = schema::facet_key(node.text);
    const unsigned most = tolerance(typed);
    std::set<std::string> names;
    for (const OpenSegment& open : archive_.segments()) {
      const auto& column = open.reader->forward().column(facet.slot);
      for (std::uint32_t i = 1; i < column.values(); ++i) {
        for (std::string& name : facet_values({facet.slot}, column.value(i))) {
          names.insert(std::move(name));
        }
      }
    }
    std::optional<Candidate> best;
    for (const std::string& name : names) {
      std::size_t distance = text::edit_distance(schema::facet_key(name), typed, most);
      for (const text::Token token : text::tokens(name)) {
        if (node.exact) break;
        distance = std::min(distance, text::edit_distance(text::fold(token.in(name)), typed, most));
      }
      if (distance > most) continue;
      const Candidate candidate = {distance, archive_.frequency(schema::facet_term(facet, name)),
                                   name};
      if (!best || is_better(candidate, *best)) best = candidate;
    }
    return best;
  }

  const Archive& archive_;
  std::map<std::string, text::TermMaker> makers_;
  std::set<std::size_t> done_;
  std::vector<Sought> sought_;
};

}  // namespace

std::vector<Suggestion> suggest(const Node& tree, const Archive& archive) {
  return Suggester(archive).run(tree);
}

std::string corrected(std::string_view query, const std::vector<Suggestion>& suggestions) {
  std::string text(query);
  // From the back, so that places before stay what they are.
  for (auto it = suggestions.rbegin(); it != suggestions.rend(); ++it) {
    if (it->instead.empty()) continue;
    const std::size_t at = text.find(it->typed, it->span.begin);
    if (at == std::string::npos || at >= it->span.end) continue;
    const bool is_word = text::tokens(it->instead).size() == 1;
    const bool quoted = at != 0 && text[at - 1] == '"';
    text.replace(at, it->typed.size(), is_word || quoted ? it->instead : "\"" + it->instead + "\"");
  }
  return text;
}

}  // namespace dateline
