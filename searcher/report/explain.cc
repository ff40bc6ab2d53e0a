// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search explain`.
#include "searcher/report/explain.h"

#include "common/archive/archive.h"
#include "common/query/plan.h"
#include "common/query/xapian_query.h"
#include "common/schema.h"
#include "common/terminal.h"
#include "searcher/match/withheld.h"
#include "searcher/render/render.h"

#include <map>
#include <set>

#include <fmt/format.h>
#include <xapian.h>

namespace dateline {
namespace {

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += fmt::format("  {}\n", printable_line(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string order_of(const query::Node& tree, Sort sort) {
  if (sort == Sort::Oldest) return "oldest first";
  if (sort == Sort::Newest) return "newest first";
  if (!query::is_ranked(tree)) return "newest first, because nothing in the query ranks";
  return fmt::format(
      "best first: BM25 (k1 {}, b {}), headline words count {} times, articles with "
      "every unit of a sequence score {:.0f} % more",
      query::kBm25K1, query::kBm25B, schema::kHeadlineWdf, 100 * query::kAllUnitsBonus);
}

std::string shards_of(const Archive& archive) {
  std::map<std::string, std::uint64_t> articles;
  for (const OpenSegment& open : archive.segments()) articles[open.shard] += open.segment.articles;
  for (const auto& served : archive.served()) articles[served->name()] += served->served().articles;
  std::string out;
  for (const auto& [shard, count] : articles) {
    out += fmt::format("{}: {}\n", shard, count_text(count));
  }
  return out.empty() ? "none\n" : out;
}

void collect_terms(const query::Step& step, std::set<std::string>& terms) {
  if (step.op == query::Step::Op::Term) terms.insert(step.term);
  for (const query::Step& child : step.children) collect_terms(child, terms);
}

std::string terms_of(const query::Plan& plan, const Archive& archive) {
  std::set<std::string> terms;
  collect_terms(plan.root, terms);
  std::string out;
  for (const std::string& term : terms) {
    const std::uint64_t total = archive.frequency(term);
    std::map<std::string, std::uint64_t> by_shard;
    for (const OpenSegment& open : archive.segments()) {
      const std::uint64_t articles = open.reader->frequency(term);
      if (articles != 0) by_shard[open.shard] += articles;
    }
    for (const auto& served : archive.served()) {
      const std::uint64_t articles = served->known_frequency(term).value_or(0);
      if (articles != 0) by_shard[served->name()] += articles;
    }
    out += fmt::format("{}: {}", term, count_text(total));
    const char* separator = " (";
    for (const auto& [shard, articles] : by_shard) {
      out += fmt::format("{}{}: {}", separator, shard, with_thousands(articles));
      separator = ", ";
    }
    out += by_shard.empty() ? "\n" : ")\n";
  }
  return out.empty() ? "none\n" : out;
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

}  // namespace

std::string explain(const SearchRequest& request) {
  const query::Node tree = read_query(request);
  Searcher searcher(request.archive, request.open);
  SearchRequest counting = request;
  counting.limit = 0;
  // First, because what does not answer is left out then.
  const SearchResult result = searcher.search(counting);
  const Archive& archive = searcher.archive();
  const auto withheld = request.withheld ? std::nullopt : leave_out_withheld(tree, archive);
  const query::Node& asked = withheld ? withheld->without : tree;
  const query::Plan plan = query::plan(asked, archive, request.query);
  const std::string matches =
      count_text(result.total.value()) + "\n" + left_out_line(result.left_out);
  return "query\n" + indented(request.query) +                                        //
         "read as\n" + indented(query::in_words(asked)) +                             //
         "order\n" + indented(order_of(tree, request.sort)) +                         //
         "shards\n" + indented(shards_of(archive) + missing_lines(result.missing)) +  //
         "terms\n" + indented(terms_of(plan, archive)) +                              //
         "Xapian query\n" + indented(xapian_text(plan, archive)) +                    //
         "matches\n" + indented(matches);
}

}  // namespace dateline
