// SPDX-License-Identifier: GPL-2.0-or-later
// Parse, open the shards that matter, plan, match, read the hits.
#include "searcher/match/search.h"

#include "common/archive/archive.h"
#include "common/errors.h"
#include "common/query/date_words.h"
#include "common/query/parser.h"
#include "common/query/plan.h"
#include "common/record.h"
#include "common/schema.h"
#include "searcher/match/cursor.h"

#include <algorithm>
#include <map>
#include <memory>

#include <fmt/format.h>
#include <xapian.h>

namespace dateline {
namespace {

/// Counts up to here are exact at no cost that a user would notice; beyond it, unless asked for,
/// the matcher may stop looking and estimate.
constexpr Xapian::doccount kCountedExactly = 10'000;

/// How a facet's values come out of the slots.
struct FacetSource {
  std::string field;
  schema::Slot slot;
  std::size_t date_digits = 0;  ///< for year, month and day: how much of the date counts
};

FacetSource facet_source(const std::string& field) {
  if (field == "language") return {field, schema::kLanguage};
  if (field == "year") return {field, schema::kPublished, 4};
  if (field == "month") return {field, schema::kPublished, 6};
  if (field == "day") return {field, schema::kPublished, 8};
  if (const auto facet = schema::facet_from_name(field)) return {field, facet->slot};
  std::string known;
  for (const std::string& name : facet_fields()) known += " " + name;
  throw Error(Exit::Usage, fmt::format("there is no facet '{}'", field), "facets are:" + known);
}

/// Turns what a spy counted by slot content into counts by value: slots may hold several values,
/// and dates more digits than asked for.
FacetCounts counted(const FacetSource& source, const Xapian::ValueCountMatchSpy& spy) {
  std::map<std::string, std::uint64_t> counts;
  for (auto it = spy.values_begin(); it != spy.values_end(); ++it) {
    const std::string content = *it;
    const std::uint64_t articles = it.get_termfreq();
    if (source.date_digits != 0) {
      if (content.size() < source.date_digits) continue;  // not known so precisely
      counts[iso(*from_sortable(content.substr(0, source.date_digits)))] += articles;
      continue;
    }
    for (std::size_t begin = 0; begin <= content.size();) {
      const std::size_t end =
          std::min(content.find(schema::kValueSeparator, begin), content.size());
      counts[content.substr(begin, end - begin)] += articles;
      begin = end + 1;
    }
  }
  FacetCounts facet{source.field, {}};
  for (const auto& [value, articles] : counts) facet.values.push_back({value, articles});
  if (source.date_digits == 0) {
    std::stable_sort(
        facet.values.begin(), facet.values.end(),
        [](const FacetValue& a, const FacetValue& b) { return a.articles > b.articles; });
  }
  return facet;
}

/// All that the order and number of hits depend on; relative dates are resolved in the tree.
std::string cursor_key(const std::string& uuid, const query::Node& tree, Sort sort) {
  return fmt::format("{}\n{}\n{}", uuid, static_cast<int>(sort), query::in_words(tree));
}

void set_order(Xapian::Enquire& enquire, Sort sort) {
  switch (sort) {
    case Sort::Relevance:
      break;
    case Sort::Newest:
      enquire.set_sort_by_value_then_relevance(schema::kPublished, /*reverse=*/true);
      break;
    case Sort::Oldest:
      enquire.set_sort_by_value_then_relevance(schema::kOldestFirst, /*reverse=*/false);
      break;
  }
}

std::vector<Hit> read_hits(const Xapian::MSet& matches, Highlighter& highlighter) {
  std::vector<Hit> hits;
  for (auto it = matches.begin(); it != matches.end(); ++it) {
    Hit hit;
    hit.rank = it.get_rank() + 1;
    hit.score = it.get_weight();
    hit.article = article_from_record(it.get_document().get_data());
    const Article& article = hit.article;
    hit.headline =
        whole(article.headline, highlighter.mark(article.headline, article.language, true));
    hit.passage =
        make_snippet(article.body, highlighter.mark(article.body, article.language, false));
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace

std::vector<std::string> facet_fields() {
  std::vector<std::string> fields;
  for (const schema::Facet& facet : schema::facets()) fields.emplace_back(facet.name);
  fields.insert(fields.end(), {"language", "year", "month", "day"});
  return fields;
}

query::Node read_query(const SearchRequest& request) {
  query::Node tree = query::parse(request.query, {request.today, request.require_all});
  if (request.from.empty() && request.to.empty()) return tree;
  query::Node dates;
  dates.kind = query::Kind::DateIs;
  dates.field = query::Field::Date;
  dates.dates = all_days();
  if (!request.from.empty()) {
    dates.dates.first_day = query::read_period(request.from, request.today).first_day;
  }
  if (!request.to.empty()) {
    dates.dates.last_day = query::read_period(request.to, request.today).last_day;
  }
  if (dates.dates.empty()) {
    throw Error(Exit::Usage, fmt::format("--to {} lies before --from {}", request.to, request.from),
                "exchange the two");
  }
  query::Node both;
  both.kind = query::Kind::And;
  both.span = tree.span;
  if (tree.kind == query::Kind::And) {
    both.children = std::move(tree.children);
  } else {
    both.children.push_back(std::move(tree));
  }
  both.children.push_back(std::move(dates));
  return both;
}

SearchResult search(const SearchRequest& request) {
  const query::Node tree = read_query(request);
  std::vector<FacetSource> sources;
  for (const std::string& field : request.facets) sources.push_back(facet_source(field));

  const Archive archive = Archive::open(request.archive, query::required_dates(tree));
  const Xapian::Query planned = query::plan(tree, archive, request.query);
  SearchResult result;
  result.archive_uuid = archive.manifest().uuid;
  result.revision = archive.manifest().revision;
  result.sort = request.sort;
  if (result.sort == Sort::Relevance && !query::is_ranked(tree)) result.sort = Sort::Newest;
  const std::string key = cursor_key(result.archive_uuid, tree, result.sort);
  const std::size_t offset =
      request.page.empty() ? 0 : read_cursor(request.page, key, result.revision);

  if (archive.segments().empty()) {
    // Xapian refuses to search no database at all.
    for (const FacetSource& source : sources) result.facets.push_back({source.field, {}});
    return result;
  }
  const Xapian::Database database = archive.database();
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(query::weighting());
  enquire.set_query(planned);
  set_order(enquire, result.sort);
  std::vector<std::unique_ptr<Xapian::ValueCountMatchSpy>> spies;
  for (const FacetSource& source : sources) {
    spies.push_back(std::make_unique<Xapian::ValueCountMatchSpy>(source.slot));
    enquire.add_matchspy(spies.back().get());
  }
  const Xapian::doccount all = database.get_doccount();
  const bool count_all = request.exact || !spies.empty();
  const Xapian::MSet matches =
      enquire.get_mset(static_cast<Xapian::doccount>(std::min<std::size_t>(offset, all)),
                       static_cast<Xapian::doccount>(std::min<std::size_t>(request.limit, all)),
                       count_all ? all : std::min(all, kCountedExactly));

  result.total.exact = matches.get_matches_lower_bound() == matches.get_matches_upper_bound();
  result.total.articles = matches.get_matches_estimated();
  Highlighter highlighter(tree);
  result.hits = read_hits(matches, highlighter);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    result.facets.push_back(counted(sources[i], *spies[i]));
  }
  const std::size_t seen = offset + result.hits.size();
  const bool more =
      result.total.exact ? seen < result.total.articles : result.hits.size() == request.limit;
  if (more && !result.hits.empty()) result.next_page = make_cursor(key, result.revision, seen);
  return result;
}

SearchResult Searcher::search(const SearchRequest& request) {
  SearchRequest here = request;
  here.archive = directory_;
  return dateline::search(here);
}

}  // namespace dateline
