// SPDX-License-Identifier: GPL-2.0-or-later
// Planning, node by node.
#include "common/query/plan.h"

#include "common/article.h"
#include "common/query/date_terms.h"
#include "common/query/error.h"
#include "common/schema.h"
#include "common/text/fold.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace dateline::query {
namespace {

using Xapian::Query;
using Queries = std::vector<Query>;

/// The terms that stand for something in one language, and equal for several.
template <typename Terms>
using ByLanguage = std::map<Terms, std::vector<std::string>>;

bool is_filter(const Node& node) {
  switch (node.kind) {
    case Kind::Filter:
    case Kind::DateIs:
    case Kind::DateNone:
    case Kind::Everything:
      return true;
    case Kind::And:
    case Kind::Or:
      return std::all_of(node.children.begin(), node.children.end(), is_filter);
    default:
      return false;
  }
}

Query combine(Query::op op, const Queries& parts, Xapian::termcount window = 0) {
  if (parts.size() == 1) return parts.front();
  return {op, parts.begin(), parts.end(), window};
}

/// Adds to a list of alternatives what is not there yet.
void add_new(std::vector<std::string>& terms, const std::string& term) {
  if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(term);
}

class Planner {
 public:
  Planner(const Archive& archive, std::string_view text)
      : archive_(archive), database_(archive.database()), text_(text) {
    for (const std::string& language : archive.languages()) makers_.try_emplace(language, language);
    // An archive without articles still has queries that must be checked.
    if (makers_.empty()) makers_.try_emplace("und", "und");
  }

  Query plan(const Node& node) {
    switch (node.kind) {
      case Kind::Everything:
        return Query::MatchAll;
      case Kind::Word:
      case Kind::Phrase:
        return words(node);
      case Kind::Prefix:
        return prefix(node);
      case Kind::Near:
        return near(node);
      case Kind::Filter:
        return filter(node);
      case Kind::DateIs:
        return dates(node.dates);
      case Kind::DateNone:
        return unscored(Query(std::string(schema::kUndatedTerm)));
      case Kind::And:
        return all_of(node);
      case Kind::Or:
        return combine(Query::OP_OR, planned(node.children));
      case Kind::Not:
        return {Query::OP_AND_NOT, Query::MatchAll, plan(node.children.front())};
      case Kind::Ranked:
        return ranked(node);
    }
    return Query::MatchNothing;
  }

 private:
  Queries planned(const std::vector<Node>& nodes) {
    Queries queries;
    for (const Node& node : nodes) queries.push_back(plan(node));
    return queries;
  }

  static Query unscored(const Query& query) { return {Query::OP_SCALE_WEIGHT, query, 0.0}; }

  Query ranked(const Node& node) {
    const Queries units = planned(node.children);
    if (units.size() == 1) return units.front();
    return {Query::OP_AND_MAYBE, combine(Query::OP_OR, units),
            Query(Query::OP_SCALE_WEIGHT, combine(Query::OP_AND, units), kAllUnitsBonus)};
  }

  Query all_of(const Node& node) {
    Queries scored;
    Queries filters;
    Queries excluded;
    for (const Node& child : node.children) {
      if (child.kind == Kind::Not) {
        excluded.push_back(plan(child.children.front()));
      } else if (!is_filter(child)) {
        scored.push_back(plan(child));
      } else if (child.kind != Kind::Everything && !holds_everywhere(child)) {
        filters.push_back(plan(child));
      }
    }
    Query query = Query::MatchAll;
    if (!scored.empty()) {
      query = combine(Query::OP_AND, scored);
      if (!filters.empty()) query = {Query::OP_FILTER, query, combine(Query::OP_AND, filters)};
    } else if (!filters.empty()) {
      query = unscored(combine(Query::OP_AND, filters));
    }
    if (excluded.empty()) return query;
    return {Query::OP_AND_NOT, query, combine(Query::OP_OR, excluded)};
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

  /// Confines `query` to articles in `languages`, by whichever of "in these" and "not in the
  /// others" reads fewer postings.
  Query confined(const Query& query, const std::vector<std::string>& languages) const {
    Queries inside;
    Queries outside;
    Xapian::doccount articles_inside = 0;
    for (const auto& [language, maker] : makers_) {
      const std::string term = std::string(schema::kLanguagePrefix) + language;
      const bool in = std::find(languages.begin(), languages.end(), language) != languages.end();
      (in ? inside : outside).emplace_back(term);
      if (in) articles_inside += database_.get_termfreq(term);
    }
    if (outside.empty()) return query;
    if (articles_inside > database_.get_doccount() / 2) {
      return {Query::OP_AND_NOT, query, combine(Query::OP_OR, outside)};
    }
    return {Query::OP_FILTER, query, combine(Query::OP_OR, inside)};
  }

  Query words(const Node& node) {
    Queries alternatives;
    bool all_single = true;
    for (const auto& [terms, languages] : terms_of(node)) {
      all_single = all_single && terms.size() == 1;
      const Queries parts(terms.begin(), terms.end());
      alternatives.push_back(
          confined(combine(Query::OP_PHRASE, parts, static_cast<Xapian::termcount>(parts.size())),
                   languages));
    }
    // The stems of one word are one word to the ranking, however rare a language makes one of them.
    return combine(all_single ? Query::OP_SYNONYM : Query::OP_OR, alternatives);
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
    std::vector<std::string> terms;
    const auto end = database_.allterms_end(start);
    for (auto it = database_.allterms_begin(start); it != end; ++it) {
      if (terms.size() == kMaxExpansion) {
        fail(node, fmt::format("stands for more than {} words", kMaxExpansion),
             "type more letters before the '*'");
      }
      terms.push_back(*it);
    }
    return terms;
  }

  Query prefix(const Node& node) {
    // The index holds stems: `repatriations*` must find its own stem too, which is shorter.
    const auto own = terms_of(node);
    Queries alternatives{words(node)};
    for (const std::string& term : expansions(node)) {
      const bool is_own = own.size() == 1 && own.begin()->first == std::vector{term};
      if (!is_own) alternatives.emplace_back(term);
    }
    return combine(Query::OP_SYNONYM, alternatives);
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

  Query near(const Node& node) {
    ByLanguage<std::vector<std::vector<std::string>>> groups;
    for (const auto& [language, maker] : makers_) {
      std::vector<std::vector<std::string>> operands;
      for (const Node& child : node.children) operands.push_back(operand(child, language));
      groups[std::move(operands)].push_back(language);
    }
    Queries alternatives;
    for (const auto& [operands, languages] : groups) {
      alternatives.push_back(confined(near_product(node, operands), languages));
    }
    return combine(Query::OP_OR, alternatives);
  }

  /// Xapian's NEAR takes terms only, so alternatives are multiplied out.
  Query near_product(const Node& node, const std::vector<std::vector<std::string>>& operands) {
    std::size_t combinations = 1;
    for (const auto& alternatives : operands) {
      combinations *= alternatives.size();
      if (combinations > kMaxExpansion) {
        fail(node, fmt::format("stands for more than {} combinations of words", kMaxExpansion),
             "type more letters before the '*', or give fewer alternatives");
      }
    }
    Queries all;
    // A window of n holds words up to n - 1 apart, and is never smaller than the words themselves.
    const auto window =
        static_cast<Xapian::termcount>(std::max<std::size_t>(node.distance + 1, operands.size()));
    for (std::size_t i = 0; i < combinations; ++i) {
      Queries terms;
      std::size_t rest = i;
      for (const auto& alternatives : operands) {
        terms.emplace_back(alternatives[rest % alternatives.size()]);
        rest /= alternatives.size();
      }
      all.push_back(combine(Query::OP_NEAR, terms, window));
    }
    return combine(Query::OP_OR, all);
  }

  Query filter(const Node& node) {
    if (node.field == Field::Language) {
      return unscored(Query(std::string(schema::kLanguagePrefix) + text::fold(node.text)));
    }
    if (node.field == Field::Flag) {
      const std::string name = text::fold(node.text);
      if (!flag_from_name(name)) {
        std::string known;
        for (const Flag flag : all_flags()) known += fmt::format(" {}", name_of(flag));
        fail(node, "is no flag", "flags are:" + known);
      }
      return unscored(Query(std::string(schema::kFlagPrefix) + name));
    }
    const auto facet = schema::facet_from_name(name_of(node.field));
    if (!facet) return Query::MatchNothing;
    if (node.exact) return unscored(Query(schema::facet_term(*facet, node.text)));
    Queries words;
    for (const text::Token token : text::tokens(node.text)) {
      words.emplace_back(schema::facet_word_term(*facet, token.in(node.text)));
    }
    if (words.empty()) fail(node, "has no letter or digit to search for", "leave it out");
    return unscored(combine(Query::OP_AND, words));
  }

  /// The years that the opened segments span.
  [[nodiscard]] DateRange span() const {
    DateRange span = {0, -1};
    for (const OpenSegment& open : archive_.segments()) {
      const auto first = from_sortable(open.segment.first);
      const auto last = from_sortable(open.segment.last);
      if (!first || !last) continue;
      const DateRange years = {whole_period(*make_date(first->year, 0, 0)).first_day,
                               whole_period(*make_date(last->year, 0, 0)).last_day};
      span.first_day = span.empty() ? years.first_day : std::min(span.first_day, years.first_day);
      span.last_day = std::max(span.last_day, years.last_day);
    }
    return span;
  }

  Query dates(const DateRange& range) const {
    const DateRange bounds = span();
    if (bounds.empty()) return Query::MatchNothing;
    const DateRange inside = {std::max(range.first_day, bounds.first_day),
                              std::min(range.last_day, bounds.last_day)};
    Queries terms;
    for (const std::string& term : date_terms(inside)) terms.emplace_back(term);
    return terms.empty() ? Query::MatchNothing : unscored(combine(Query::OP_OR, terms));
  }

  /// True for a date filter that all opened segments fulfil, because only such were opened.
  [[nodiscard]] bool holds_everywhere(const Node& node) const {
    if (node.kind != Kind::DateIs) return false;
    const DateRange bounds = span();
    const bool all_dated =
        std::all_of(archive_.segments().begin(), archive_.segments().end(),
                    [](const OpenSegment& open) { return !open.segment.first.empty(); });
    return all_dated && !bounds.empty() && node.dates.first_day <= bounds.first_day &&
           node.dates.last_day >= bounds.last_day;
  }

  [[noreturn]] void fail(const Node& node, const std::string& message, std::string hint) const {
    const std::string_view typed = text_.substr(node.span.begin, node.span.end - node.span.begin);
    throw QueryError(fmt::format("'{}' {}", typed, message), std::move(hint), std::string(text_),
                     node.span);
  }

  const Archive& archive_;
  Xapian::Database database_;
  std::string_view text_;
  std::map<std::string, text::TermMaker> makers_;
};

DateRange intersection(const DateRange& a, const DateRange& b) {
  return {std::max(a.first_day, b.first_day), std::min(a.last_day, b.last_day)};
}

}  // namespace

std::optional<DateRange> required_dates(const Node& tree) {
  if (tree.kind == Kind::DateIs) return tree.dates;
  if (tree.kind != Kind::And) return std::nullopt;
  std::optional<DateRange> dates;
  for (const Node& child : tree.children) {
    const auto required = required_dates(child);
    if (required) dates = dates ? intersection(*dates, *required) : *required;
  }
  return dates;
}

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

Xapian::Query plan(const Node& tree, const Archive& archive, std::string_view text) {
  return Planner(archive, text).plan(tree);
}

Xapian::BM25Weight weighting() {
  // k2 and k3 weight the query's length and repeated query words, which short queries do not need.
  return Xapian::BM25Weight(kBm25K1, 0, 1, kBm25B, 0.5);
}

}  // namespace dateline::query
