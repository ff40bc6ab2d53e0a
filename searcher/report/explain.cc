// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search explain`.
#include "searcher/report/explain.h"

#include "common/archive/archive.h"
#include "common/query/error.h"
#include "common/query/plan.h"
#include "common/query/xapian_query.h"
#include "common/schema.h"
#include "common/terminal.h"
#include "searcher/match/ranking.h"
#include "searcher/match/withheld.h"
#include "searcher/render/columns.h"
#include "searcher/render/render.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>

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
      const std::uint64_t articles =
          open.use([&](const segment::Reader& reader) { return reader.frequency(term); });
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

/// Counts what parts of a query find by themselves.
class Clauses {
 public:
  Clauses(const Archive& archive, const SearchRequest& request)
      : archive_(archive),
        request_(request),
        workspace_(kCacheBytes, query::Deadline(request.limits)) {}

  std::uint64_t count(const query::Node& clause) {
    return count_matches(
        archive_,
        query::plan(clause, archive_, request_.query, request_.limits, workspace_.deadline),
        workspace_);
  }

  /// The query in words, each clause with the articles that it finds by itself.
  std::string counted(const query::Node& tree) {
    return query::in_words(tree, [&](const query::Node& clause) {
      const auto found = counted_alone(clause);
      return fmt::format("  [{}]",
                         found ? count_text(*found) : "not counted alone: servers cannot");
    });
  }

  /// Which clauses that all articles must match leave nothing, where nothing is left.
  std::string emptied_by(const query::Node& tree) {
    if (tree.kind != query::Kind::And) return "";
    std::string out;
    for (std::size_t i = 0; i < tree.children.size(); ++i) {
      query::Node rest = tree;
      const query::Node left_out = rest.children[i];
      rest.children.erase(rest.children.begin() + static_cast<std::ptrdiff_t>(i));
      const auto without = counted_alone(rest);
      if (without.value_or(0) == 0) continue;
      out += fmt::format("without: {}\n  {}\n", written(left_out, tree), count_text(*without));
    }
    return out.empty() ? "no single clause: at least two of them must go\n" : out;
  }

 private:
  static constexpr std::size_t kCacheBytes = std::size_t{64} << 20U;
  static constexpr std::size_t kClauseColumns = 100;

  /// Nothing where the rest of the query, such as its dates, is what spares servers the clause.
  std::optional<std::uint64_t> counted_alone(const query::Node& clause) {
    try {
      return count(clause);
    } catch (const query::QueryError&) {
      return std::nullopt;
    } catch (const ShardDown&) {
      if (request_.open.partial) throw;
      return std::nullopt;
    }
  }

  /// A clause of `tree` as the query has it; in words where it stands nowhere in the query, as
  /// `--from` does, or where several stand at one place, as those of a saved query do.
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
  match::Workspace workspace_;
};

/// The words that each wildcard and fuzzy() stands for.
std::string expansions_of(const query::Plan& plan, std::string_view text) {
  constexpr std::size_t kShown = 50;
  std::string out;
  for (const query::Expanded& expanded : plan.expanded) {
    const auto& words = expanded.words;
    out += fmt::format("{}: ",
                       text.substr(expanded.span.begin, expanded.span.end - expanded.span.begin));
    out += words.empty() ? "no word of the archive" : count_of(words.size(), "word", "words");
    const std::size_t shown = std::min(kShown, words.size());
    for (std::size_t i = 0; i < shown; ++i) out += (i == 0 ? ": " : ", ") + words[i];
    out += shown < words.size() ? ", …\n" : "\n";
  }
  return out;
}

/// A section of the answer; nothing where there is nothing to tell.
std::string section(std::string_view title, const std::string& text) {
  return text.empty() ? "" : fmt::format("{}\n{}", title, indented(text));
}

std::string explained(const SearchRequest& request, Searcher& searcher) {
  const query::Node tree = read_query(request);
  SearchRequest counting = request;
  counting.limit = 0;
  const SearchResult result = searcher.search(counting);
  const Archive& archive = searcher.archive();
  const AskedQuery asked(request, tree, archive);
  const query::Plan plan = asked.plan(query::Deadline(request.limits));
  Clauses clauses(archive, request);
  const std::string emptied = result.total == 0 ? clauses.emptied_by(asked.tree()) : "";
  const std::string matches =
      count_text(result.total.value()) + "\n" + left_out_line(result.left_out);
  return "query\n" + indented(request.query) +                                        //
         "read as\n" + indented(clauses.counted(asked.tree())) +                      //
         section("nothing is left, but there is", emptied) +                          //
         section("wildcards", expansions_of(plan, request.query)) +                   //
         "order\n" + indented(order_of(tree, request.sort)) +                         //
         "shards\n" + indented(shards_of(archive) + missing_lines(result.missing)) +  //
         "terms\n" + indented(terms_of(plan, archive)) +                              //
         "Xapian query\n" + indented(xapian_text(plan, archive)) +                    //
         "matches\n" + indented(matches);
}

}  // namespace

std::string explain(const SearchRequest& request) {
  Searcher searcher(request.archive, request.open);
  return explain(request, searcher);
}

std::string explain(const SearchRequest& request, Searcher& searcher) {
  return searcher.consistently([&] { return explained(request, searcher); });
}

}  // namespace dateline
