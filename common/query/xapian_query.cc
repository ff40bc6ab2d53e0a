// SPDX-License-Identifier: GPL-2.0-or-later
// Step by step; a term's own weight in the database is scaled to what the plan says it is worth.
#include "common/query/xapian_query.h"

#include "common/query/date_terms.h"

#include <algorithm>
#include <cmath>

namespace dateline::query {
namespace {

using Xapian::Query;
using Op = Step::Op;
using Queries = std::vector<Query>;

Query combine(Query::op op, const Queries& parts, Xapian::termcount window = 0) {
  if (parts.size() == 1) return parts.front();
  return {op, parts.begin(), parts.end(), window};
}

Query scaled(const Query& query, double factor) {
  if (std::abs(factor - 1) < 1e-12) return query;
  return {Query::OP_SCALE_WEIGHT, query, factor};
}

class Translator {
 public:
  Translator(const Plan& plan, const Xapian::Database& database, const DateRange& years)
      : plan_(plan), database_(database), years_(years) {}

  Query query(const Step& step) const {
    switch (step.op) {
      case Op::Nothing:
        return Query::MatchNothing;
      case Op::Everything:
        return Query::MatchAll;
      case Op::Term:
        return term(step);
      case Op::Dates:
        return dates(step.dates);
      case Op::All:
        return combine(Query::OP_AND, children(step));
      case Op::Any:
        return combine(Query::OP_OR, children(step));
      case Op::Best:
        return combine(Query::OP_MAX, children(step));
      case Op::Bonus:
        return {Query::OP_AND_MAYBE, combine(Query::OP_OR, children(step)),
                scaled(combine(Query::OP_AND, children(step)), kAllUnitsBonus)};
      case Op::Without:
        return {Query::OP_AND_NOT, query(step.children[0]), query(step.children[1])};
      case Op::Phrase:
        return positional(step, Query::OP_PHRASE,
                          static_cast<Xapian::termcount>(step.children.size()));
      case Op::Near:
        return positional(step, Query::OP_NEAR, step.window);
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
    const double own = term_worth(database_.get_termfreq(step.term), database_.get_doccount());
    return scaled(leaf, plan_.worths[step.worth] / own);
  }

  /// Xapian's positional operators take bare terms; the scores come from beside them.
  Query positional(const Step& step, Query::op op, Xapian::termcount window) const {
    Queries bare;
    for (const Step& child : step.children) bare.emplace_back(child.term);
    return {Query::OP_FILTER, combine(Query::OP_AND, children(step)), combine(op, bare, window)};
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
  const Xapian::Database& database_;
  DateRange years_;
};

}  // namespace

Query xapian_query(const Plan& plan, const Xapian::Database& database, const DateRange& years) {
  return Translator(plan, database, years).query(plan.root);
}

Xapian::BM25Weight xapian_weight() {
  // k2 and k3 weight the query's length and repeated query words, which short queries do not need.
  return Xapian::BM25Weight(kBm25K1, 0, 1, kBm25B, kBm25LeastLength);
}

}  // namespace dateline::query
