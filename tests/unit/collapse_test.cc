// SPDX-License-Identifier: GPL-2.0-or-later
// Pages with each story once, and a limit per source: against a walk through all hits.
#include "searcher/find/story_count.h"
#include "searcher/render/hits.h"
#include "tests/unit/wire_archive.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace collapse_test {

using namespace dateline;
using namespace test;

namespace {

constexpr int kEvents = 40;
constexpr int kLeastQueries = 12;
constexpr int kQueries = 40;
constexpr std::size_t kAll = 10'000;

/// The visible parts of a hit.
std::string seen(const Hit& hit) {
  return fmt::format("{} {} {:.3f} +{}", hit.rank, hit.id, hit.score, hit.copies);
}

/// What must be shown of all hits, in order.
std::vector<std::string> expected(const SearchRequest& request, const std::vector<Hit>& all) {
  std::map<std::string, std::uint64_t> matching;
  for (const Hit& hit : all) ++matching[hit.story.id];
  std::set<std::string> stories;
  std::map<std::string, std::size_t> of_source;
  std::vector<std::string> shown;
  for (Hit hit : all) {
    if (request.collapse && stories.contains(hit.story.id)) continue;
    const std::string& source = hit.article.source;
    if (request.per_source && !source.empty() && of_source[source] == *request.per_source) continue;
    stories.insert(hit.story.id);
    ++of_source[source];
    hit.rank = shown.size() + 1;
    hit.copies = request.collapse ? matching[hit.story.id] - 1 : 0;
    shown.push_back(seen(hit));
  }
  return shown;
}

std::vector<std::string> page_by_page(SearchRequest request, std::uint64_t total,
                                      std::uint64_t stories) {
  std::vector<std::string> shown;
  for (;;) {
    const SearchResult result = search(request);
    REQUIRE(result.total == total);
    REQUIRE(result.stories == stories);
    REQUIRE(result.hits.size() <= request.limit);
    for (const Hit& hit : result.hits) shown.push_back(seen(hit));
    if (result.next_page.empty()) return shown;
    REQUIRE(result.hits.size() == request.limit);
    request.page = result.next_page;
  }
}

SearchRequest some_request(Random& random, const WireArchive& wire) {
  SearchRequest request;
  for (std::size_t i = 1 + below(random, 3); i > 0; --i) request.query += wire.word(random) + " ";
  if (chance(random, 10)) request.query.clear();
  request.sort = static_cast<Sort>(below(random, 3));
  request.today = *make_date(2020, 6, 15);
  request.stories = true;
  request.limit = kAll;
  return request;
}

}  // namespace

TEST_CASE("pages of stories neither lose nor repeat one, and count exactly", "[collapse]") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  WireArchive wire(random, kEvents);
  std::uint64_t folded = 0;
  int uncounted_stories = 0;
  Rounds rounds(kLeastQueries, kQueries);
  while (rounds.next()) {
    const int i = rounds.done() - 1;
    SearchRequest request = some_request(random, wire);
    request.archive = wire.here();
    CAPTURE(request.query, static_cast<int>(request.sort));
    const SearchResult all = search(request);
    REQUIRE(all.hits.size() == all.total);
    std::set<std::string> stories;
    for (const Hit& hit : all.hits) stories.insert(wire.stories().at(hit.id));
    REQUIRE(all.stories == stories.size());
    folded += all.hits.size() - stories.size();
    request.collapse = chance(random, 70);
    if (chance(random, 50)) request.per_source = 1 + below(random, 4);
    CAPTURE(request.collapse, request.per_source.value_or(0));
    const std::vector<std::string> wanted = expected(request, all.hits);
    request.limit = 3 + below(random, 30);
    REQUIRE(page_by_page(request, *all.total, stories.size()) == wanted);
    if (i % 4 != 0) continue;
    request.archive = wire.remote(1);
    REQUIRE(page_by_page(request, *all.total, stories.size()) == wanted);
    // Not counted, but still collapsed.
    request.served_stories = 0;
    request.limit = kAll;
    const SearchResult uncounted = search(request);
    REQUIRE(uncounted.hits.size() == wanted.size());
    uncounted_stories += uncounted.stories ? 0 : 1;
  }
  CHECK(uncounted_stories != 0);
  CHECK(folded != 0);
}

TEST_CASE("a cursor of folded pages is none of pages that show all", "[collapse]") {
  Random random(seed_of_run());
  const WireArchive wire(random, 5);
  SearchRequest request;
  request.archive = wire.here();
  request.limit = 1;
  request.collapse = true;
  request.page = search(request).next_page;
  REQUIRE_FALSE(request.page.empty());
  CHECK(search(request).hits.size() == 1);
  request.collapse = false;
  CHECK_THROWS_AS(search(request), Error);
}

TEST_CASE("articles that are not wanted are neither found nor counted", "[collapse]") {
  Random random(seed_of_run());
  WireArchive wire(random, 20);
  Rounds rounds(kLeastQueries / 4, kQueries / 4);
  while (rounds.next()) {
    SearchRequest request = some_request(random, wire);
    for (const bool served : {false, true}) {
      request.archive = served ? wire.remote(1) : wire.here();
      request.collapse = false;
      request.without.clear();
      const SearchResult all = search(request);
      const Archive archive = Archive::open(request.archive);
      std::set<std::string> gone;
      for (int k = 0; k < 8; ++k) gone.insert(pick(random, wire.articles()).id);
      for (const std::string& id : gone) request.without.push_back(*locate(archive, id));
      request.collapse = true;
      std::vector<Hit> left;
      std::set<std::string> stories;
      for (const Hit& hit : all.hits) {
        if (gone.contains(hit.id)) continue;
        left.push_back(hit);
        stories.insert(hit.story.id);
      }
      const SearchResult found = search(request);
      CHECK(found.total == left.size());
      CHECK(found.stories == stories.size());
      std::vector<std::string> shown;
      for (const Hit& hit : found.hits) shown.push_back(seen(hit));
      CHECK(shown == expected(request, left));
    }
  }
}

TEST_CASE("an answer says how many stories it has, and how many copies a hit stands for",
          "[collapse]") {
  Hit hit;
  hit.article.id = "a";
  hit.story = {"00000000000000ab", 13, true};
  hit.copies = 12;
  SearchResult result;
  result.total = 4'273;
  result.stories = 2'104;
  result.hits = {hit};
  CHECK_THAT(render_text(result, {80, false}), Catch::Contains(" · first, +12 copies\n"));
  CHECK_THAT(render_text(result, {80, false}),
             Catch::Contains("\n4,273 articles, 2,104 stories, best first\n"));
  result.hits.front().story = {"00000000000000ab", 20, false};
  result.hits.front().copies = 1;
  CHECK_THAT(render_text(result, {80, false}),
             Catch::Contains(" · +1 copy of 19 in the archive\n"));
  result.hits.front().copies = 0;
  CHECK_THAT(render_text(result, {80, false}), Catch::Contains(" · one of 20 copies\n"));
}

}  // namespace collapse_test
