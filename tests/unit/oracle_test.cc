// SPDX-License-Identifier: GPL-2.0-or-later
// Thousands of random queries, including nested ones, against real archives: matches, counts,
// order, pages and explanations must agree with a brute-force scan of the articles, and scores with
// Enquire.
#include "tests/unit/oracle.h"

#include "common/engine/plan/plan.h"
#include "common/engine/query/canonical.h"
#include "indexer/commands/create/create.h"
#include "searcher/find/search.h"
#include "searcher/verbs/explain/explain.h"
#include "searcher/verbs/show/show.h"
#include "tests/unit/random_query.h"
#include "tests/unit/reference.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace oracle_test {

using namespace dateline;
using namespace dateline::commands;
using namespace test;

namespace {

constexpr int kArticles = 160;
/// Enough that scores differ from one range of documents to the next.
constexpr int kManyArticles = 3000;
// Queries for each of three archives; with less than 300, some operators would hardly be drawn.
constexpr int kLeastQueries = 300;
constexpr int kQueries = 1500;
// Opening the many segments of an archive takes longer than most queries.
constexpr int kQueriesOfSearcher = 50;

std::set<std::string> ids_of(const SearchResult& result) {
  std::set<std::string> ids;
  for (const Hit& hit : result.hits) ids.insert(hit.article.id);
  return ids;
}

std::set<std::string> expected_ids(oracle::Oracle& oracle, const query::Node& tree) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < oracle.articles().size(); ++i) {
    if (oracle.matches(i, tree)) ids.insert(oracle.articles()[i].id);
  }
  return ids;
}

/// The smallest part of a query with wrong matches, in words.
std::string wrong_part(const SearchRequest& request, Searcher& searcher, const query::Node& tree,
                       oracle::Oracle& oracle) {
  for (const query::Node& child : tree.children) {
    const bool of_words = query::may_stand_near(tree) || tree.kind == query::Kind::AtLeast;
    if (of_words) break;  // its children are places, not queries
    const std::string wrong = wrong_part(request, searcher, child, oracle);
    if (!wrong.empty()) return wrong;
  }
  const std::set<std::string> expected = expected_ids(oracle, tree);
  const std::set<std::string> found = ids_of(searcher.search(request, tree));
  std::string ids;
  for (const Article& article : oracle.articles()) {
    if (expected.contains(article.id) == found.contains(article.id)) continue;
    ids += fmt::format("{} {} ({}): {} / {}\n", found.contains(article.id) ? "found" : "missed",
                       article.id, article.language, article.headline, article.body);
  }
  return ids.empty() ? "" : query::in_words(tree) + ids;
}

/// What the archive calls the story of each article. Its stories must be those of the oracle.
std::vector<std::string> check_stories(const std::filesystem::path& directory,
                                       oracle::Oracle& oracle) {
  const oracle::Stories& stories = oracle.stories();
  Searcher searcher(directory);
  std::vector<std::string> names(stories.count());
  std::vector<std::string> by_article;
  for (std::size_t i = 0; i < oracle.articles().size(); ++i) {
    const std::string& id = oracle.articles()[i].id;
    const StoryPlace place = find_article(searcher, id)->story;
    CAPTURE(id);
    std::string& name = names[stories.of(i)];
    if (name.empty()) name = place.id;
    REQUIRE(place.id == name);
    REQUIRE(place.articles == stories.articles(stories.of(i)));
    REQUIRE(place.is_first == stories.is_first(i));
    by_article.push_back(name);
  }
  REQUIRE(std::set<std::string>(names.begin(), names.end()).size() == names.size());
  oracle.name_stories(names);
  return by_article;
}

/// Stories with at least that many articles.
std::size_t stories_of(const oracle::Stories& stories, std::size_t articles) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < stories.count(); ++i)
    count += stories.articles(i) >= articles ? 1 : 0;
  return count;
}

std::map<std::string, std::uint64_t> expected_counts(const oracle::Oracle& oracle,
                                                     const std::set<std::string>& ids,
                                                     const std::string& field) {
  std::map<std::string, std::uint64_t> counts;
  for (const Article& article : oracle.articles()) {
    if (!ids.contains(article.id)) continue;
    const std::string date = iso(article.published.date);
    // The sources of random archives have one spelling each.
    if (field == "source" && !article.source.empty()) ++counts[article.source];
    if (field == "year" && date.size() >= 4) ++counts[date.substr(0, 4)];
    if (field == "month" && date.size() >= 7) ++counts[date.substr(0, 7)];
    if (field == "language") ++counts[article.language];
    if (field == "agency") {
      for (const std::string& agency : article.agencies) ++counts[agency];
    }
  }
  return counts;
}

void check_facets(const SearchResult& result, const oracle::Oracle& oracle,
                  const std::set<std::string>& ids) {
  for (const FacetCounts& facet : result.facets) {
    std::map<std::string, std::uint64_t> counts;
    for (const FacetValue& value : facet.values) counts[value.value] = value.articles;
    CAPTURE(facet.field);
    REQUIRE(counts == expected_counts(oracle, ids, facet.field));
  }
}

bool is_of_segments(const query::Step& step) {
  using query::StepKind;
  return step.kind == StepKind::AtPlaces || step.kind == StepKind::Documents ||
         std::any_of(step.children.begin(), step.children.end(), is_of_segments);
}

/// Enquire finds the same articles, each with the same score except for rounding.
void check_scores(const SearchRequest& request, const Searcher& searcher,
                  const SearchResult& result, reference::Reference& reference) {
  const query::Plan plan = query::plan(read_query(request), searcher.archive(), request.query);
  if (is_of_segments(plan.root)) return;
  const std::map<std::string, double> theirs = reference.scores(plan);
  REQUIRE(theirs.size() == result.hits.size());
  for (const Hit& hit : result.hits) {
    CAPTURE(hit.id);
    REQUIRE(theirs.contains(hit.id));
    if (result.sort != Sort::Relevance) continue;
    REQUIRE(hit.score == Approx(theirs.at(hit.id)).margin(0.6 * kScoreStep));
  }
}

/// The scores are what the formula makes of the articles. Returns whether there was any.
bool check_formula(const SearchResult& result, const query::Node& tree, oracle::Oracle& oracle,
                   const std::map<std::string, std::size_t>& numbers) {
  if (result.sort != Sort::Relevance || !query::is_ranked(tree)) return false;
  for (const Hit& hit : result.hits) {
    const std::optional<double> expected = oracle.score(numbers.at(hit.id), tree);
    if (!expected) return false;
    CAPTURE(hit.id);
    REQUIRE(hit.score == Approx(*expected).margin(0.6 * kScoreStep));
  }
  return !result.hits.empty();
}

bool is_future(const Hit& hit) {
  const std::vector<Flag>& flags = hit.article.flags;
  return std::find(flags.begin(), flags.end(), Flag::DateFuture) != flags.end();
}

void check_order(const SearchResult& result) {
  for (std::size_t i = 1; i < result.hits.size(); ++i) {
    const auto before = when(result.hits[i - 1].article.published.date);
    const auto after = when(result.hits[i].article.published.date);
    const bool is_undated = std::get<0>(after);
    switch (result.sort) {
      case Sort::Relevance:
        REQUIRE(result.hits[i - 1].score >= result.hits[i].score);
        break;
      case Sort::Newest: {
        // The undated come last, but for what is dated in the future.
        const bool is_last = is_future(result.hits[i - 1]);
        REQUIRE((!is_last || is_future(result.hits[i])));
        if (is_last != is_future(result.hits[i])) break;
        REQUIRE((is_undated || (!std::get<0>(before) && before >= after)));
        break;
      }
      case Sort::Oldest:
        REQUIRE(before <= after);
        break;
    }
  }
}

void check_pages(SearchRequest request, Searcher& searcher, const SearchResult& whole) {
  request.limit = 7;
  request.facets.clear();
  std::vector<std::string> paged;
  do {
    const SearchResult page = searcher.search(request);
    for (const Hit& hit : page.hits) paged.push_back(hit.article.id);
    request.page = page.next_page;
  } while (!request.page.empty());
  std::vector<std::string> all;
  for (const Hit& hit : whole.hits) all.push_back(hit.article.id);
  REQUIRE(paged == all);
}

/// The canonical text of the query says all that the request asked, for anyone who opens the
/// archive.
void check_canonical(SearchRequest request, Searcher& searcher, const SearchResult& whole) {
  request.query = query::canonical(read_query(request));
  request.from = request.to = "";
  request.reading = query::Reading::All;
  CAPTURE(request.query);
  const SearchResult again = searcher.search(request);
  REQUIRE(again.hits.size() == whole.hits.size());
  for (std::size_t h = 0; h < again.hits.size(); ++h) {
    REQUIRE(again.hits[h].id == whole.hits[h].id);
    REQUIRE(again.hits[h].score == whole.hits[h].score);
  }
}

/// After the matches come the articles that the same query finds with any of its units, best first;
/// they are counted for themselves, and pages go on across the line. Returns how many they are.
std::size_t check_partly(SearchRequest request, Searcher& searcher, oracle::Oracle& oracle,
                         const SearchResult& whole) {
  request.partly = Partly::Shown;
  request.sort = Sort::Relevance;
  const query::Node tree = read_query(request);
  const SearchResult result = searcher.search(request);
  SearchRequest some = request;
  some.reading = query::Reading::Some;
  some.partly = Partly::Ignored;
  const std::set<std::string> set = expected_ids(oracle, tree);
  std::set<std::string> rest = expected_ids(oracle, read_query(some));
  for (const std::string& id : set) rest.erase(id);
  REQUIRE(result.total == whole.total);
  check_facets(result, oracle, set);
  if (!result.partly) {
    REQUIRE((rest.empty() || request.reading == query::Reading::Any));
    return 0;
  }
  REQUIRE(result.partly->articles == rest.size());
  REQUIRE(result.hits.size() == set.size() + rest.size());
  std::map<std::string, double> scores;
  for (const Hit& hit : searcher.search(some).hits) scores[hit.id] = hit.score;
  for (std::size_t h = 0; h < result.hits.size(); ++h) {
    const Hit& hit = result.hits[h];
    CAPTURE(h, hit.id);
    REQUIRE(hit.partly == (h >= set.size()));
    REQUIRE((hit.partly ? rest : set).contains(hit.id));
    if (hit.partly) REQUIRE(hit.score == scores.at(hit.id));
    if (h > set.size()) REQUIRE(hit.score <= result.hits[h - 1].score);
  }
  for (const WithoutUnit& without : result.partly->without)
    REQUIRE(without.articles <= rest.size());
  check_pages(request, searcher, result);
  return rest.size();
}

/// Random queries on a random archive sharded like this.
void ask(ShardBy shard_by, Operators operators) {
  const std::uint64_t seed = seed_of_run();
  CAPTURE(seed);
  Random random(seed + static_cast<std::uint64_t>(shard_by));
  const test::Temporary directory;
  create(directory.path() / "archive", shard_by);
  oracle::Oracle oracle(fill(directory.path() / "archive", random, kArticles));
  reference::Reference reference(oracle.articles());
  const std::vector<std::string> stories = check_stories(directory.path() / "archive", oracle);
  CHECK(stories_of(oracle.stories(), 2) >= 10);
  QueryWriter writer(random, operators, stories);
  std::map<std::string, std::size_t> numbers;
  for (std::size_t i = 0; i < oracle.articles().size(); ++i) {
    numbers[oracle.articles()[i].id] = i;
  }
  int matched = 0;
  int scored = 0;
  int had_rest = 0;
  // Queries that found something, but not everything.
  std::map<std::string, int> found_some_by = {{"story:", 0}, {"first:yes", 0}, {"first:no", 0}};
  std::optional<Searcher> searcher;
  Rounds rounds(kLeastQueries, kQueries);
  while (rounds.next()) {
    const int i = rounds.done() - 1;
    if (i % kQueriesOfSearcher == 0) searcher.emplace(directory.path() / "archive");
    SearchRequest request;
    request.archive = directory.path() / "archive";
    request.query = writer.query();
    if (i == 0) request.query = "date:none";  // seldom drawn
    // Among other units, the few articles of a story seldom match.
    if (operators == Operators::All && i % 100 == 1) {
      request.query = "story:" + pick(random, stories);
    }
    if (chance(random, 40)) request.reading = query::Reading::Any;
    if (chance(random, 20)) request.from = fmt::format("{}-0{}", 2014 + below(random, 6), 3);
    if (chance(random, 20)) request.to = fmt::format("{}-11-20", 2019 + below(random, 3));
    request.sort = static_cast<Sort>(below(random, 3));
    request.limit = 1000;
    request.facets = {"source", "agency", "year", "month", "language"};
    request.today = *make_date(2020, 6, 15);
    CAPTURE(name_of(shard_by), request.query, static_cast<int>(request.reading), request.from,
            request.to);
    const std::set<std::string> expected = expected_ids(oracle, read_query(request));
    const SearchResult result = searcher->search(request);
    if (ids_of(result) != expected) {
      FAIL("wrong is: " << wrong_part(request, *searcher, read_query(request), oracle));
    }
    REQUIRE(result.total == expected.size());
    check_facets(result, oracle, expected);
    check_order(result);
    check_scores(request, *searcher, result, reference);
    scored += check_formula(result, read_query(request), oracle, numbers) ? 1 : 0;
    if (i % 10 == 0) check_pages(request, *searcher, result);
    if (i % 10 == 3) check_canonical(request, *searcher, result);
    if (i % 10 == 7) had_rest += check_partly(request, *searcher, oracle, result) == 0 ? 0 : 1;
    if (i % 10 == 5) REQUIRE(explain(request, *searcher).total == expected.size());
    matched += expected.empty() ? 0 : 1;
    const bool found_some = !expected.empty() && expected.size() < oracle.articles().size();
    for (auto& [what, times] : found_some_by) {
      times += found_some && request.query.find(what) != std::string::npos ? 1 : 0;
    }
  }
  // A test without queries cannot fail: each operator was used, and often found something.
  for (const char* what : {"word", "prefix", "phrase", "near", "filter", "date", "title",
                           "brackets", "and", "or", "not"}) {
    CAPTURE(what);
    CHECK(writer.used[what] >= rounds.done() / 100);
  }
  CHECK(matched >= rounds.done() * 3 / 10);
  CHECK(had_rest >= rounds.done() / 200);
  CHECK(scored >= rounds.done() / 50);
  if (operators == Operators::OfServers) return;
  for (const char* what :
       {"wildcard",     "exact",         "caps",   "fuzzy",          "wild phrase",
        "either place", "sentence",      "within", "not near",       "name",
        "atleast",      "lead",          "first",  "length",         "ingested",
        "conflict",     "dateline date", "story",  "first of story", "copy of story"}) {
    CAPTURE(what);
    CHECK(writer.used[what] >= rounds.done() / 100);
  }
  for (const auto& [what, times] : found_some_by) {
    CAPTURE(what);
    CHECK(times >= rounds.done() / 300);
  }
}

}  // namespace

// Each of these finds, counts, scores, orders and pages what a brute-force scan and Enquire do.
TEST_CASE("random queries of an archive sharded by year that servers could answer, too") {
  ask(ShardBy::Year, Operators::OfServers);
}

TEST_CASE("random queries of an archive sharded by month") {
  ask(ShardBy::Month, Operators::All);
}

TEST_CASE("random queries of an archive of one shard") {
  ask(ShardBy::None, Operators::All);
}

TEST_CASE("the first of a page are the first of all matches, though most are never scored") {
  const std::uint64_t seed = seed_of_run();
  CAPTURE(seed);
  Random random(seed);
  const test::Temporary directory;
  create(directory.path() / "archive", ShardBy::None);
  fill(directory.path() / "archive", random, kManyArticles);
  QueryWriter writer(random, Operators::All);
  Searcher searcher(directory.path() / "archive");
  std::size_t cut = 0;
  Rounds rounds(kLeastQueries / 3, kQueries / 3);
  while (rounds.next()) {
    SearchRequest request;
    request.query = writer.query();
    request.sort = static_cast<Sort>(below(random, 3));
    request.today = *make_date(2020, 6, 15);
    request.bare = true;
    request.limit = kManyArticles;
    CAPTURE(request.query, static_cast<int>(request.sort));
    const SearchResult all = searcher.search(request);
    request.limit = 1 + below(random, 20);
    for (const bool count : {true, false}) {
      request.count = count;
      const SearchResult page = searcher.search(request);
      REQUIRE(page.total.has_value() == count);
      if (count) REQUIRE(page.total == all.total);
      REQUIRE(page.hits.size() == std::min(request.limit, all.hits.size()));
      for (std::size_t h = 0; h < page.hits.size(); ++h) {
        CAPTURE(h);
        REQUIRE(page.hits[h].id == all.hits[h].id);
        REQUIRE(page.hits[h].score == all.hits[h].score);
      }
      cut += page.hits.size() < all.hits.size() ? 1 : 0;
    }
  }
  CHECK(cut > static_cast<std::size_t>(rounds.done()) / 3);
}

}  // namespace oracle_test
