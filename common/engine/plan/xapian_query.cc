// SPDX-License-Identifier: GPL-2.0-or-later
// Step by step; a term's own weight in the database is scaled to the plan's.
#include "common/engine/plan/xapian_query.h"

#include "common/engine/plan/date_terms.h"
#include "common/fields/schema.h"

#include <algorithm>
#include <cmath>

namespace dateline::query {
namespace {

using Xapian::Query;

using Queries = std::vector<Query>;

Query combine(Query::op op, const Queries& parts, Xapian::termcount window = 0) {
  if (parts.size() == 1) return parts.front();
  return {op, parts.begin(), parts.end(), window};
}

/// Not Query::MatchAll: servers are asked from several threads, and copies of one Query, as of that
/// constant, count themselves without regard to threads.
Query everything() {
  return Query(std::string());
}

Query scaled(const Query& query, double factor) {
  if (std::abs(factor - 1) < 1e-12) return query;
  return {Query::OP_SCALE_WEIGHT, query, factor};
}

/// Does any word below add to scores? If none does, AND_MAYBE must not be used: in what is
/// excluded, libxapian 1.4 may read the highest weights of its sides before they are set, and make
/// it an AND.
bool is_scored(const Step& step) {
  return (step.kind == StepKind::Term && step.worth != kUnscored) ||
         std::any_of(step.children.begin(), step.children.end(), is_scored);
}

/// BM25 measures an article's length by the mean of the database that is asked. With that mean,
/// this scheme yields what ours yields with the mean of the archive:
///   k1' (1 - b') = k1 (1 - b)   and   k1' b' / own mean = k1 b / the archive's mean
struct Scheme {
  double k1;
  double b;
};

Scheme scheme_of(const Plan& plan, const ShardStatistics& own) {
  const double by_length = kBm25K1 * kBm25B * own.average_length / plan.average_length;
  const double k1 = kBm25K1 * (1 - kBm25B) + by_length;
  return {k1, by_length / k1};
}

class Translator {
 public:
  Translator(const Plan& plan, const ShardStatistics& own, const DateRange& years)
      : plan_(plan), own_(own), years_(years), k1_(scheme_of(plan, own).k1) {}

  Query query(const Step& step) const {
    switch (step.kind) {
      case StepKind::Nothing:
        return Query::MatchNothing;
      case StepKind::Everything:
        return everything();
      case StepKind::Term:
        return term(step);
      case StepKind::Dates:
        return dates(step.dates);
      case StepKind::All:
        return combine(Query::OP_AND, children(step));
      case StepKind::Sum:
        return combine(Query::OP_OR, children(step));
      case StepKind::Max:
        return combine(Query::OP_MAX, children(step));
      case StepKind::Without:
        return {Query::OP_AND_NOT, query(step.children[0]), query(step.children[1])};
      case StepKind::Phrase:
        return positional(step, Query::OP_PHRASE,
                          static_cast<Xapian::termcount>(step.children.size()));
      case StepKind::Near:
        return positional(step, Query::OP_NEAR, step.window);
      case StepKind::AtPlaces:
        return query(step.children.front());
      case StepKind::Documents:
        return scaled(everything(), 0);
    }
    return Query::MatchNothing;
  }

 private:
  Queries children(const Step& step) const {
    Queries all;
    for (const Step& child : step.children) all.push_back(query(child));
    return all;
  }

  Query term(const Step& step) const {
    const Query leaf(step.term);
    if (step.worth == kUnscored) return scaled(leaf, 0);
    // The database multiplies by its own k1 + 1.
    const double own = term_worth(own_.frequency(step.term), own_.documents) / (kBm25K1 + 1);
    const auto weighing = [&](double worth) { return scaled(leaf, worth / (own * (k1_ + 1))); };
    const Worth& worths = plan_.worths[step.worth];
    if (worths.by_language.empty()) return weighing(worths.common);
    Queries all;
    for (const auto& [language, worth] : worths.by_language) {
      const Query in_language(std::string(schema::kLanguagePrefix) + language);
      all.emplace_back(Query::OP_FILTER, weighing(worth), in_language);
    }
    return combine(Query::OP_OR, all);
  }

  /// Xapian's positional operators take bare terms; the scores come from beside them. AND_MAYBE
  /// with what is everywhere and scores nothing changes no result. But below an AND, the OR of
  /// libxapian 1.4 treats words as found that do not occur together, and scores them; AND_MAYBE
  /// always looks.
  Query positional(const Step& step, Query::op op, Xapian::termcount window) const {
    Queries bare;
    for (const Step& child : step.children) bare.emplace_back(child.term);
    const Query found(Query::OP_FILTER, combine(Query::OP_AND, children(step)),
                      combine(op, bare, window));
    return is_scored(step) ? Query(Query::OP_AND_MAYBE, found, scaled(everything(), 0)) : found;
  }

  Query dates(const DateRange& range) const {
    const DateRange inside = {std::max(range.first_day, years_.first_day),
                              std::min(range.last_day, years_.last_day)};
    Queries terms;
    if (!inside.empty()) {
      for (const std::string& term : date_terms(inside)) terms.emplace_back(term);
    }
    return terms.empty() ? Query::MatchNothing : scaled(combine(Query::OP_OR, terms), 0);
  }

  const Plan& plan_;
  const ShardStatistics& own_;
  DateRange years_;
  double k1_;
};

}  // namespace

ShardStatistics statistics_of(const Xapian::Database& database) {
  return {database.get_doccount(), database.get_avlength(),
          [database](const std::string& term) { return database.get_termfreq(term); }};
}

Query xapian_query(const Plan& plan, const ShardStatistics& own, const DateRange& years) {
  return xapian_query(plan, plan.root, own, years);
}

Query xapian_query(const Plan& plan, const Step& step, const ShardStatistics& own,
                   const DateRange& years) {
  return Translator(plan, own, years).query(step);
}

Query without_hidden(const Query& query, const Served& served) {
  if (served.hidden.empty()) return query;
  Queries hidden;
  for (const HiddenArticle& article : served.hidden) {
    hidden.emplace_back(schema::id_term(article.id));
  }
  return {Query::OP_AND_NOT, query, Query(Query::OP_OR, hidden.begin(), hidden.end())};
}

Xapian::BM25Weight xapian_weight(const Plan& plan, const ShardStatistics& own) {
  const Scheme scheme = scheme_of(plan, own);
  // k2 and k3 weight the query's length and repeated query words, which short queries do not need;
  // no length is the least.
  return Xapian::BM25Weight(scheme.k1, 0, 1, scheme.b, 0);
}

}  // namespace dateline::query
