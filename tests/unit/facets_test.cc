// SPDX-License-Identifier: GPL-2.0-or-later
// Facets of random queries must be what a count over the raw articles says, with stories looked up
// one article at a time; and servers must answer the same as segments.
#include "searcher/verbs/facets/facets.h"

#include "common/date/buckets.h"
#include "common/text/tokenizer.h"
#include "searcher/verbs/facets/render.h"
#include "searcher/verbs/show/show.h"
#include "searcher/verbs/timeline/render.h"
#include "tests/unit/raw_answers.h"

#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace facets_test {

using namespace dateline;
using namespace test;
namespace fs = std::filesystem;

namespace {

constexpr int kArticles = 160;
constexpr int kLeastQueries = 30;
constexpr int kQueries = 150;

/// Articles by id, and the stories they are of.
struct Group {
  std::set<std::string> articles;
  std::set<std::string> stories;
  [[nodiscard]] ArticlesAndStories count() const { return {articles.size(), stories.size()}; }
  void add(const std::string& article, const std::string& story) {
    articles.insert(article);
    stories.insert(story);
  }
};

using StoriesById = std::map<std::string, std::string>;

std::vector<std::string> values_of(const Article& article, const std::string& field,
                                   const StoriesById& stories) {
  const auto one = [](const std::string& value) {
    return value.empty() ? std::vector<std::string>() : std::vector<std::string>{value};
  };
  const std::string date = iso(article.published.date);
  if (field == "source") return one(article.source);
  if (field == "agency") return article.agencies;
  if (field == "tag") return article.tags;
  if (field == "language") return one(article.language);
  if (field == "flag") return flag_names(article);
  if (field == "story") return {stories.at(article.id)};
  if (field == "length") {
    const std::size_t words = text::tokens(article.body).size();
    if (words >= 10'000) return {">9999"};
    const std::size_t size = words < 1'000 ? 100 : 1'000;
    const std::size_t least = words / size * size;
    return {fmt::format("{}..{}", least, least + size - 1)};
  }
  if (field == "dateline-date") {
    const Date& date_line = article.dateline_date;
    return date_line.day == 0 ? one("") : one(iso(date_line).substr(0, 10));
  }
  if (field == "week") {
    const auto week = bucket_of(Bucket::Week, article.published.date);
    return week ? one(bucket_name(Bucket::Week, *week)) : one("");
  }
  const std::size_t length = field == "year" ? 4 : field == "month" ? 7 : 10;
  return date.size() < length ? one("") : one(date.substr(0, length));
}

std::map<std::string, std::string> stories_of(const fs::path& path,
                                              const std::vector<Article>& articles) {
  Searcher searcher(path);
  std::map<std::string, std::string> stories;
  for (const Article& article : articles) {
    stories[article.id] = find_article(searcher, article.id)->story.id;
  }
  return stories;
}

FacetsRequest some_request(Random& random, QueryWriter& writer) {
  FacetsRequest request;
  request.search.query = writer.query();
  if (chance(random, 40)) request.search.reading = query::Reading::Any;
  if (chance(random, 20)) request.search.from = fmt::format("{}-03", 2014 + below(random, 6));
  request.search.today = *make_date(2020, 6, 15);
  request.fields = {"source", "agency", "tag",  "language", "year",         "month",
                    "day",    "week",   "flag", "story",    "dateline-date"};
  if (chance(random, 30)) {
    request.across = request.fields[below(random, request.fields.size())];
    if (chance(random, 50)) request.top_across = below(random, 4);
  }
  if (chance(random, 50)) request.top = below(random, 4);
  if (chance(random, 50)) request.min = 1 + below(random, 5);
  return request;
}

void check_table(const FacetTable& table, const FacetsRequest& request,
                 const std::vector<const Article*>& found,
                 const std::map<std::string, std::string>& stories) {
  std::map<std::string, Group> groups;
  Group without;
  for (const Article* article : found) {
    const std::vector<std::string> values = values_of(*article, table.field, stories);
    for (const std::string& value : values) groups[value].add(article->id, stories.at(article->id));
    if (values.empty()) without.add(article->id, stories.at(article->id));
  }
  CAPTURE(table.field);
  REQUIRE(table.without == without.count());
  REQUIRE(table.rows.size() <= request.top.value_or(groups.size()));
  std::uint64_t least = ~std::uint64_t{0};
  for (const FacetRow& row : table.rows) {
    CAPTURE(row.value);
    REQUIRE(groups.contains(row.value));
    REQUIRE(row.count == groups.at(row.value).count());
    REQUIRE(row.count.articles >= request.min);
    least = std::min(least, row.count.articles);
    groups.erase(row.value);
  }
  Group other;
  for (const auto& [value, group] : groups) {
    other.articles.insert(group.articles.begin(), group.articles.end());
    other.stories.insert(group.stories.begin(), group.stories.end());
    // What is left out is less frequent than what is shown.
    const bool is_full = table.rows.size() == request.top;
    REQUIRE((group.articles.size() < request.min || (is_full && group.articles.size() <= least)));
  }
  REQUIRE(table.other_values == groups.size());
  REQUIRE(table.other == other.count());
}

/// Which lines of a table an article is in: those of its values, the one of others, the one of
/// none, and the total.
std::vector<bool> lines_of(const std::vector<CrossLine>& lines,
                           const std::vector<std::string>& values) {
  std::set<std::string> left(values.begin(), values.end());
  std::vector<bool> in(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    switch (lines[i].kind) {
      case CrossLine::Kind::Value:
        in[i] = left.erase(lines[i].value) != 0;
        break;
      case CrossLine::Kind::Other:
        in[i] = !left.empty();
        break;
      case CrossLine::Kind::Without:
        in[i] = values.empty();
        break;
      case CrossLine::Kind::Total:
        in[i] = true;
    }
  }
  return in;
}

void check_crossed(const CrossTable& table, const FacetTable& rows, const FacetTable& columns,
                   const FacetsRequest& request, const std::vector<const Article*>& found,
                   const StoriesById& stories) {
  CAPTURE(table.field, table.across);
  REQUIRE(table.rows.size() == rows.rows.size() + 3);
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    REQUIRE(table.rows[i].value == rows.rows[i].value);
  }
  REQUIRE(table.columns.size() <= request.top_across.value_or(100'000) + 3);
  std::size_t values = 0;
  for (const CrossLine& column : table.columns) values += column.values;
  if (!request.top && request.min == 1) {
    REQUIRE(values == columns.rows.size());
  }
  std::vector<std::vector<Group>> groups(table.rows.size(),
                                         std::vector<Group>(table.columns.size()));
  for (const Article* article : found) {
    const auto in_row = lines_of(table.rows, values_of(*article, table.field, stories));
    const auto in_column = lines_of(table.columns, values_of(*article, table.across, stories));
    for (std::size_t r = 0; r < groups.size(); ++r) {
      for (std::size_t c = 0; c < groups[r].size(); ++c) {
        if (in_row[r] && in_column[c]) groups[r][c].add(article->id, stories.at(article->id));
      }
    }
  }
  for (std::size_t r = 0; r < groups.size(); ++r) {
    for (std::size_t c = 0; c < groups[r].size(); ++c) {
      CAPTURE(r, c);
      REQUIRE(table.cells[r][c] == groups[r][c].count());
    }
  }
}

}  // namespace

TEST_CASE("facets are what a count over the raw articles says, from segments and from servers") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  RawArchive raw(random, kArticles);
  const auto stories = stories_of(raw.here, raw.articles());
  QueryWriter writer(random);
  Rounds rounds(kLeastQueries, kQueries);
  while (rounds.next()) {
    const int i = rounds.done() - 1;
    FacetsRequest request = some_request(random, writer);
    CAPTURE(request.search.query, request.search.from, request.top.value_or(999), request.min);
    request.search.archive = raw.here;
    const std::vector<const Article*> found = raw.found_by(request.search);
    FacetsReport report = count_facets(request);
    REQUIRE(report.total.articles == found.size());
    std::set<std::string> distinct;
    for (const Article* article : found) distinct.insert(stories.at(article->id));
    REQUIRE(report.total.stories == distinct.size());
    for (const FacetTable& table : report.tables) check_table(table, request, found, stories);
    for (std::size_t t = 0; t < report.crossed.size(); ++t) {
      const auto columns =
          std::find_if(report.tables.begin(), report.tables.end(),
                       [&](const FacetTable& table) { return table.field == *request.across; });
      check_crossed(report.crossed[t], report.tables[t], *columns, request, found, stories);
    }
    if (i % 5 != 0) continue;
    request.search.archive = raw.remote();
    FacetsReport served = count_facets(request);
    served.revision = report.revision;
    REQUIRE(render_facets_json(request, served) == render_facets_json(request, report));
  }
}

TEST_CASE("facets of lengths and of firsts are what the filters find") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  RawArchive raw(random, kArticles);
  const auto stories = stories_of(raw.here, raw.articles());
  QueryWriter writer(random);
  for (int i = 0; i < 10; ++i) {
    FacetsRequest request = some_request(random, writer);
    request.search.archive = raw.here;
    request.fields = {"length", "first"};
    request.across.reset();
    request.top.reset();
    request.min = 1;
    CAPTURE(request.search.query);
    const FacetsReport report = count_facets(request);
    check_table(report.tables[0], request, raw.found_by(request.search), stories);
    std::uint64_t sum = 0;
    for (const FacetRow& row : report.tables[1].rows) sum += row.count.articles;
    CHECK(sum == report.total.articles);
  }
}

TEST_CASE("a field that is not counted is refused with those that are") {
  Random random(seed_of_run());
  RawArchive raw(random, 5);
  FacetsRequest request;
  request.search.archive = raw.here;
  request.fields = {"sorce"};
  CHECK_THROWS_WITH(count_facets(request), Catch::Contains("no facet 'sorce'"));
}

TEST_CASE("a table of two fields says what is left out, and cannot run in a spreadsheet") {
  using Kind = CrossLine::Kind;
  FacetsReport report;
  report.total = {12, 9};
  report.crossed = {{"source",
                     "year",
                     {{Kind::Value, "=SUM(A1)", 1},
                      {Kind::Other, "", 2},
                      {Kind::Without, "", 0},
                      {Kind::Total, "", 0}},
                     {{Kind::Value, "2019", 1},
                      {Kind::Other, "", 0},
                      {Kind::Without, "", 0},
                      {Kind::Total, "", 0}},
                     {{{6, 5}, {0, 0}, {1, 1}, {7, 6}},
                      {{4, 3}, {0, 0}, {1, 1}, {5, 3}},
                      {{0, 0}, {0, 0}, {0, 0}, {0, 0}},
                      {{10, 8}, {0, 0}, {2, 2}, {12, 9}}}}};
  CHECK(render_facets_csv(report) ==
        "kind,source,2019,(none),total\r\n"
        "value,'=SUM(A1),6,1,7\r\n"
        "other,,4,1,5\r\n"
        "total,,10,2,12\r\n");
  CHECK(render_facets_text(report) ==
        "12 articles, 9 stories\n"
        "\n"
        "articles by source, across year\n"
        "source      2019  (none)  total\n"
        "=SUM(A1)       6       1      7\n"
        "(other: 2)     4       1      5\n"
        "total         10       2     12\n");
}

TEST_CASE("facets and timelines do without shards that do not answer, and say so") {
  Random random(seed_of_run());
  RawArchive raw(random, 40);
  raw.stop_servers();
  FacetsRequest facets;
  facets.search.archive = raw.remote();
  facets.search.open.partial = true;
  facets.fields = {"agency"};  // sources and dates of all articles are kept here
  const FacetsReport report = count_facets(facets);
  CHECK(report.total.articles == 0);
  CHECK(report.missing.size() == read_manifest(raw.remote()).shards.size());
  TimelineRequest request;
  request.search = facets.search;
  request.search.from = "2018";
  request.search.to = "2019";
  const Timeline timeline = count_timeline(request);
  // Other years are not asked for.
  CHECK(timeline.missing.size() == 2);
  CHECK(no_coverage(timeline) == "no coverage in what was searched");
  facets.search.open.partial = false;
  CHECK_THROWS_AS(count_facets(facets), ShardDown);
}

TEST_CASE("facet tables are aligned, cannot run in a spreadsheet, and say what is left out") {
  FacetsReport report;
  report.total = {1'234, 900};
  report.tables = {
      {"source", {{"=SUM(A1)", {1'200, 880}}, {"a\x1B[31m, b", {7, 1}}}, 2, {3, 2}, {24, 20}}};
  CHECK(render_facets_csv(report) ==
        "field,kind,value,articles,stories\r\n"
        "source,value,'=SUM(A1),1200,880\r\n"
        "source,value,\"a\uFFFD[31m, b\",7,1\r\n"
        "source,other,,3,2\r\n"
        "source,none,,24,20\r\n");
  CHECK(render_facets_text(report) ==
        "1,234 articles, 900 stories\n"
        "\n"
        "   articles    stories  source\n"
        "      1,200        880  =SUM(A1)\n"
        "          7          1  a\uFFFD[31m, b\n"
        "          3          2  (other: 2 values)\n"
        "         24         20  (none)\n");
}

}  // namespace facets_test
