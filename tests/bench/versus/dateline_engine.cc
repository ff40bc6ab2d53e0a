// SPDX-License-Identifier: GPL-2.0-or-later
// Dateline as an engine: the searcher's library in one long-lived process.
#include "searcher/find/search.h"
#include "tests/bench/versus/protocol.h"

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace dateline;
using bench::Request;

/// Replaces this process, so that its memory is what is measured.
void build_index(const std::string& corpus, const std::string& directory) {
  execl(DATELINE_INDEX, DATELINE_INDEX, "add", "--quiet", directory.c_str(), corpus.c_str(),
        nullptr);
  throw std::runtime_error("cannot start " DATELINE_INDEX);
}

/// `words` with an operator between them. Side by side they would mean more than OR: articles with
/// all of them would come first.
std::string joined(const std::string& words, const char* op) {
  std::string query;
  for (const char c : words) query += c == ' ' ? fmt::format(" {} ", op) : std::string(1, c);
  return query;
}

SearchRequest request_for(const Request& asked) {
  std::string_view operation = asked.operation;
  if (operation.starts_with("check-")) operation.remove_prefix(6);
  SearchRequest request;
  request.today = *make_date(2020, 1, 1);
  request.bare = operation != "page";
  request.query = operation == "phrase" ? '"' + asked.words + '"'
                                        : joined(asked.words, operation == "and" ? "AND" : "OR");
  request.from = asked.from;
  request.to = asked.to;
  if (operation == "newest") request.sort = Sort::Newest;
  if (operation == "facets") request.facets = {"source", "year"};
  if (operation == "timeline") request.facets = {"month"};
  const bool counts = operation == "count" || operation == "facets" || operation == "timeline" ||
                      operation.size() != asked.operation.size();
  request.count = counts;
  request.limit = counts ? 0 : 10;
  return request;
}

std::string facet_fields(const SearchResult& result) {
  std::string out;
  for (const FacetCounts& facet : result.facets) {
    std::map<std::string, std::uint64_t> sorted;
    for (const FacetValue& value : facet.values) sorted[value.value] = value.articles;
    const char* prefix = facet.field == "source" ? "s:" : facet.field == "year" ? "y:" : "";
    for (const auto& [value, n] : sorted) out += fmt::format("\t{}{}={}", prefix, value, n);
  }
  return out;
}

std::string answer(Searcher& searcher, const Request& asked) {
  const SearchRequest request = request_for(asked);
  const SearchResult result = searcher.search(request);
  if (request.limit == 0) return std::to_string(*result.total) + facet_fields(result);
  std::string out = "-";
  std::size_t bytes = 0;
  for (const Hit& hit : result.hits) {
    out += asked.operation == "newest"
               ? fmt::format("\t{}:{}", hit.id, iso(hit.article.published.date))
               : fmt::format("\t{}:{:.4f}", hit.id, hit.score);
    bytes += hit.headline.text.size() + hit.article.source.size() + hit.passage.text.size() + 10;
  }
  return asked.operation == "page" ? out + fmt::format("\tsnippets={}", bytes) : out;
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run_engine(argc, argv, build_index, [](const std::string& directory) {
    const auto searcher = std::make_shared<Searcher>(directory);
    return [searcher](const Request& request) { return answer(*searcher, request); };
  });
}
