// SPDX-License-Identifier: GPL-2.0-or-later
// From the query tree to a plan: which terms of an archive answer it, and the weight of each.
//
// Words. An article is stemmed in its language, so a word matches an article when the word's stem
// in that language is one of the article's terms. Where the archive's languages agree on the stem,
// it is one term; where they differ, each stem is confined to the languages it belongs to.
//
// Ranking. BM25 (Robertson & Walker 1994; k1 and b below) of all words of the query, with the
// mean length of all articles. A stem is counted among the articles of each language by themselves,
// and scores an article by the counts of its language, so that articles of other languages change
// no weight. The words that one wildcard
// stands for are worth the same, as if they were one term, and only the best of them in an article
// counts. Filters never score.
#pragma once

#include "common/archive/archive.h"
#include "common/date/date.h"
#include "common/engine/plan/place_rule.h"
#include "common/engine/query/limits.h"
#include "common/engine/query/tree.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

inline constexpr double kBm25K1 = 1.6;
inline constexpr double kBm25B = 0.6;

/// Weight of terms that do not score.
inline constexpr std::size_t kUnscored = static_cast<std::size_t>(-1);

/// Documents by segment, rising.
using Listed = std::map<const segment::Reader*, std::vector<std::uint32_t>>;

/// What a step finds.
enum class StepKind {
  Nothing,
  Everything,
  Term,       ///< articles that hold `term`
  Dates,      ///< articles published within `dates`, wholly
  All,        ///< every child; scores are added
  Sum,        ///< any child; scores are added
  Max,        ///< any child; the highest score counts
  Without,    ///< the first child, and not the second, which does not score
  Phrase,     ///< children are terms: at positions that follow each other
  Near,       ///< children are terms: at different positions, `window` of which hold them all
  AtPlaces,   ///< those of the child with a match at `places`; in segments only
  Documents,  ///< the documents that `listed` names; in segments only
};

/// A step of a plan; a plain value.
struct Step {
  StepKind kind = StepKind::Nothing;
  std::string term;
  std::size_t worth = kUnscored;  ///< index into Plan::worths
  unsigned window = 0;
  DateRange dates;
  std::shared_ptr<const Places> places;
  std::shared_ptr<const Listed> listed;
  Span span;  ///< of AtPlaces and Documents: where the query asks for it
  std::vector<Step> children;
};

/// What a wildcard or fuzzy() in the query, or a word of a name, stands for.
struct Expanded {
  Span span;
  bool is_name = false;
  std::vector<std::string> words;
};

/// What a term is worth in an article: inverse document frequency times k1 + 1.
struct Worth {
  double common = 0;  ///< in any language, unless languages differ
  std::map<std::string, double, std::less<>> by_language;
  /// In articles of that language; 0 where none has the term.
  [[nodiscard]] double in(std::string_view language) const {
    if (by_language.empty()) return common;
    const auto own = by_language.find(language);
    return own == by_language.end() ? 0 : own->second;
  }
};

/// What a query finds in one revision of an archive.
struct Plan {
  Step root;
  std::vector<Step> served;   ///< what each of Archive::served() is asked; see served_step.h
  std::vector<Worth> worths;  ///< of terms
  double average_length = 1;  ///< of the archive's articles
  std::vector<Expanded> expanded;
};

/// Plans `tree` for `archive`. `text` is what the tree was parsed from: what cannot be planned
/// (a word without letters, too wide a wildcard, what a server would have to answer and cannot) is
/// a QueryError that points into it. Throws Error (Timeout) once the deadline is over.
Plan plan(const Node& tree, const Archive& archive, std::string_view text,
          const Limits& limits = {}, const Deadline& deadline = {});

/// The dates that every article matching the step must be wholly within; nothing if there is no
/// such bound.
std::optional<DateRange> required_dates(const Step& step);

/// The window for words up to `distance` apart; never smaller than the words themselves.
inline unsigned near_window(unsigned distance, std::size_t words) {
  return static_cast<unsigned>(std::max<std::size_t>(distance + 1, words));
}

/// The weight of a term that this many of all `documents` contain: inverse document frequency as
/// Xapian has it, which is never negative, times k1 + 1.
double term_worth(std::uint64_t frequency, std::uint64_t documents);

/// The score of one term: worth · wdf / (wdf + length_part(length)).
inline double length_part(double length, double average_length) {
  return kBm25K1 * (length / average_length * kBm25B + (1 - kBm25B));
}

}  // namespace dateline::query
