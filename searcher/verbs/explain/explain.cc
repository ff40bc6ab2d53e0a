// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search explain`.
#include "searcher/verbs/explain/explain.h"

#include "common/archive/archive.h"
#include "common/engine/plan/plan.h"
#include "common/engine/plan/xapian_query.h"
#include "common/engine/query/error.h"
#include "common/engine/query/operator.h"
#include "common/terminal/terminal.h"
#include "searcher/find/ranking.h"
#include "searcher/find/withheld.h"
#include "searcher/render/columns.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

#include <xapian.h>

namespace dateline {
namespace {

std::map<std::string, std::uint64_t> shards_of(const Archive& archive) {
  std::map<std::string, std::uint64_t> articles;
  for (const OpenSegment& open : archive.segments()) articles[open.shard] += open.segment.articles;
  for (const auto& served : archive.served()) articles[served->name()] += served->served().articles;
  return articles;
}

void collect_terms(const query::Step& step, std::set<std::string>& terms) {
  if (step.kind == query::StepKind::Term) terms.insert(step.term);
  for (const query::Step& child : step.children) collect_terms(child, terms);
}

std::set<std::string> terms_of(const query::Plan& plan) {
  std::set<std::string> terms;
  collect_terms(plan.root, terms);
  return terms;
}

ExplainedTerm counts_of(const std::string& term, const Archive& archive) {
  ExplainedTerm counts = {term, archive.frequency(term), {}};
  for (const OpenSegment& open : archive.segments()) {
    const std::uint64_t articles =
        open.use([&](const segment::Reader& reader) { return reader.frequency(term); });
    if (articles != 0) counts.by_shard[open.shard] += articles;
  }
  for (const auto& served : archive.served()) {
    const std::uint64_t articles = served->known_frequency(term).value_or(0);
    if (articles != 0) counts.by_shard[served->name()] += articles;
  }
  return counts;
}

/// The years that the archive's articles span.
DateRange years_of(const Archive& archive) {
  DateRange years = {0, -1};
  const auto add = [&](const std::string& first, const std::string& last) {
    const DateRange more = years_between(first, last);
    if (more.empty()) return;
    years = years.empty() ? more
                          : DateRange{std::min(years.first_day, more.first_day),
                                      std::max(years.last_day, more.last_day)};
  };
  for (const OpenSegment& open : archive.segments()) add(open.segment.first, open.segment.last);
  for (const auto& shard : archive.served()) add(shard->served().first, shard->served().last);
  return years;
}

std::string xapian_text(const query::Plan& plan, const Archive& archive) {
  const query::ShardStatistics whole = {
      archive.documents(), archive.average_length(),
      [&](const std::string& term) { return archive.frequency(term); }};
  return query::xapian_query(plan, whole, years_of(archive)).get_description();
}

/// Looks at parts of a query on their own.
class Clauses {
 public:
  Clauses(const Archive& archive, const SearchRequest& request, match::Workspace& workspace)
      : archive_(archive), request_(request), workspace_(workspace) {}

  ExplainedPart explained(const query::Node& node) {
    const query::Operator& op = query::operator_of(node);
    ExplainedPart part;
    part.kind = op.kind();
    part.field = query::name_of(node.field);
    part.words = op.in_words(node);
    if (node.span.begin != node.span.end) {
      part.place = query::place_of(request_.query, node.span);
    }
    if (const auto alone = found_alone(node)) {
      part.articles = alone->articles;
      part.terms = alone->terms;
      if (node.children.empty()) part.expanded = alone->expanded;
      if (node.kind == query::Kind::Name) part.spellings = spellings(node, *alone);
    }
    if (is_one_word(node))
      part.other_form = other_form(node, archive_, Servers::Unasked, workspace_);
    for (const query::Node& child : node.children) part.parts.push_back(explained(child));
    return part;
  }

  /// Which required clauses leave nothing, if nothing is left.
  std::optional<std::vector<EmptyingClause>> emptied_by(const query::Node& tree) {
    if (tree.kind != query::Kind::And) return std::nullopt;
    std::vector<EmptyingClause> clauses;
    for (std::size_t i = 0; i < tree.children.size(); ++i) {
      query::Node rest = tree;
      const query::Node left_out = rest.children[i];
      rest.children.erase(rest.children.begin() + static_cast<std::ptrdiff_t>(i));
      const auto without = found_alone(rest);
      if (!without || without->articles == 0) continue;
      clauses.push_back({written(left_out, tree), without->articles});
    }
    return clauses;
  }

 private:
  static constexpr std::size_t kClauseColumns = 100;

  struct Alone {
    std::uint64_t articles = 0;
    std::vector<std::string> terms;
    std::optional<std::vector<std::string>> expanded;
  };

  /// What the clause finds, and by what; nothing if servers cannot answer it alone.
  std::optional<Alone> found_alone(const query::Node& clause) {
    try {
      const query::Plan plan =
          query::plan(clause, archive_, request_.query, request_.limits, workspace_.deadline);
      const std::set<std::string> terms = terms_of(plan);
      Alone alone = {count_matches(archive_, plan, workspace_), {terms.begin(), terms.end()}, {}};
      if (!plan.expanded.empty()) alone.expanded = plan.expanded.front().words;
      return alone;
    } catch (const query::QueryError&) {
      return std::nullopt;
    } catch (const ShardDown&) {
      if (request_.open.partial) throw;
      return std::nullopt;
    }
  }

  /// Those of a word of a name, and how many articles have each.
  std::vector<ExplainedSpelling> spellings(const query::Node& name, const Alone& found) {
    std::vector<ExplainedSpelling> all;
    for (const std::string& word : found.expanded.value_or(std::vector<std::string>())) {
      query::Node alone = name;
      alone.text = word;
      alone.exact = true;
      const auto counted = found_alone(alone);
      all.push_back({word, counted ? counted->articles : 0});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.articles > b.articles; });
    return all;
  }

  /// A clause of `tree` as the query has it; in words if it is not in the query, like `--from`, or
  /// if several share one place, like those of a saved query.
  [[nodiscard]] std::string written(const query::Node& clause, const query::Node& tree) const {
    const query::Span span = clause.span;
    const auto there = std::count_if(tree.children.begin(), tree.children.end(),
                                     [&](const query::Node& other) { return other.span == span; });
    const bool is_typed = span.begin != span.end && there == 1;
    std::istringstream pieces(is_typed ? request_.query.substr(span.begin, span.end - span.begin)
                                       : query::in_words(clause));
    std::string line;
    for (std::string piece; pieces >> piece;) line += (line.empty() ? "" : " ") + piece;
    return first_columns(printable_line(line), kClauseColumns);
  }

  const Archive& archive_;
  const SearchRequest& request_;
  match::Workspace& workspace_;
};

Explanation explained(const SearchRequest& request, Searcher& searcher) {
  const SearchRequest settled = searcher.settled(request);
  query::Node tree = read_query(settled);
  searcher.begin(request.limits);
  if (request.feedback) tree = searcher.fed_back(settled, std::move(tree));
  SearchRequest counting = request;
  counting.limit = 0;
  const SearchResult result = searcher.search(counting);
  const Archive& archive = searcher.archive();
  const AskedQuery asked(request, tree, archive);
  match::Workspace& workspace = searcher.begin(request.limits);
  const query::Plan plan = asked.plan(workspace.deadline);
  Clauses clauses(archive, request, workspace);
  Explanation all;
  all.archive_uuid = result.archive_uuid;
  all.revision = result.revision;
  all.sort = result.sort;
  all.total = result.total.value();
  all.left_out = result.left_out;
  all.missing = result.missing;
  if (all.total == 0) all.emptied_by = clauses.emptied_by(asked.tree());
  all.query = clauses.explained(asked.tree());
  for (const query::Expanded& expanded : plan.expanded) {
    if (expanded.is_name) continue;  // see ExplainedPart::spellings
    const query::Span span = expanded.span;
    all.expansions.push_back(
        {request.query.substr(span.begin, span.end - span.begin), expanded.words});
  }
  all.shards = shards_of(archive);
  for (const std::string& term : terms_of(plan)) all.terms.push_back(counts_of(term, archive));
  all.xapian_query = xapian_text(plan, archive);
  return all;
}

}  // namespace

Explanation explain(const SearchRequest& request) {
  Searcher searcher(request.archive, request.open);
  return explain(request, searcher);
}

Explanation explain(const SearchRequest& request, Searcher& searcher) {
  return searcher.consistently([&] { return explained(request, searcher); });
}

}  // namespace dateline
