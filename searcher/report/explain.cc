// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search explain`.
#include "searcher/report/explain.h"

#include "common/archive/archive.h"
#include "common/query/plan.h"
#include "common/schema.h"
#include "common/terminal.h"
#include "searcher/render/render.h"

#include <map>

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
  std::size_t segments = 0;
  for (const Shard& shard : archive.manifest().shards) segments += shard.segments.size();
  std::map<std::string, std::uint64_t> articles;
  for (const OpenSegment& open : archive.segments()) articles[open.shard] += open.segment.articles;
  std::string out = fmt::format("{} of {} segments opened\n", archive.segments().size(), segments);
  for (const auto& [shard, count] : articles) {
    out += fmt::format("{}: {}\n", shard, count_text({count, true}));
  }
  return out;
}

std::string terms_of(const Xapian::Query& planned, const Archive& archive) {
  std::string out;
  for (auto it = planned.get_unique_terms_begin(); it != planned.get_terms_end(); ++it) {
    const std::string term = *it;
    std::uint64_t total = 0;
    std::map<std::string, std::uint64_t> by_shard;
    for (const OpenSegment& open : archive.segments()) {
      const Xapian::doccount articles = open.database.get_termfreq(term);
      total += articles;
      if (articles != 0) by_shard[open.shard] += articles;
    }
    out += fmt::format("{}: {}", term, count_text({total, true}));
    const char* separator = " (";
    for (const auto& [shard, articles] : by_shard) {
      out += fmt::format("{}{}: {}", separator, shard, with_thousands(articles));
      separator = ", ";
    }
    out += by_shard.empty() ? "\n" : ")\n";
  }
  return out.empty() ? "none\n" : out;
}

}  // namespace

std::string explain(const SearchRequest& request) {
  const query::Node tree = read_query(request);
  const Archive archive = Archive::open(request.archive, query::required_dates(tree));
  const Xapian::Query planned = query::plan(tree, archive, request.query);
  SearchRequest counting = request;
  counting.limit = 0;
  counting.exact = true;
  const SearchResult result = search(counting);
  return "query\n" + indented(request.query) +                     //
         "read as\n" + indented(query::in_words(tree)) +           //
         "order\n" + indented(order_of(tree, request.sort)) +      //
         "shards\n" + indented(shards_of(archive)) +               //
         "terms\n" + indented(terms_of(planned, archive)) +        //
         "Xapian query\n" + indented(planned.get_description()) +  //
         "matches\n" + indented(count_text(result.total));
}

}  // namespace dateline
