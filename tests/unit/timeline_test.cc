// SPDX-License-Identifier: GPL-2.0-or-later
// The calendar in buckets; timelines of random queries against a count over the raw articles; and
// their charts.
#include "searcher/verbs/timeline/timeline.h"

#include "common/terminal/terminal.h"
#include "searcher/verbs/timeline/render.h"
#include "tests/unit/raw_answers.h"

#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace timeline_test {

using namespace dateline;
using namespace test;
namespace fs = std::filesystem;

namespace {

constexpr int kArticles = 160;
constexpr int kLeastQueries = 30;
constexpr int kQueries = 150;

std::string name(Bucket bucket, int year, int month = 0, int day = 0) {
  const auto number = bucket_of(bucket, *make_date(year, month, day));
  return number ? bucket_name(bucket, *number) : "none";
}

std::string days(Bucket bucket, const Date& date) {
  const DateRange range = bucket_days(bucket, *bucket_of(bucket, date));
  return iso(from_day_number(range.first_day)) + ".." + iso(from_day_number(range.last_day));
}

/// The bucket of a date, from its text: an ISO week is looked up as a week of days.
std::string bucket_by_text(Bucket by, const Date& date) {
  const std::string text = iso(date).substr(0, 10);
  switch (by) {
    case Bucket::Day:
      return text.size() == 10 ? text : "";
    case Bucket::Week: {
      if (text.size() != 10) return "";
      std::int64_t monday = day_number(date);
      while (iso_weekday(monday) != 1) --monday;
      int week = 0;
      const int year = from_day_number(monday + 3).year;
      for (std::int64_t day = monday + 3; from_day_number(day).year == year; day -= 7) ++week;
      return fmt::format("{}-W{:02}", year, week);
    }
    case Bucket::Month:
      return text.size() >= 7 ? text.substr(0, 7) : "";
    case Bucket::Quarter:
      return text.size() >= 7 ? fmt::format("{}-Q{}", text.substr(0, 4), (date.month + 2) / 3) : "";
    case Bucket::Year:
      return text.substr(0, 4);
    case Bucket::Decade:
      break;
  }
  return text.empty() ? "" : text.substr(0, 3) + "0s";
}

/// The expected counts from the raw articles of `found`.
struct Raw {
  std::map<std::string, std::uint64_t> buckets;
  std::map<std::string, std::set<std::string>> sources;
  Unplaced unplaced;
};

Raw count_raw(const std::vector<const Article*>& found, Bucket by) {
  Raw raw;
  for (const Article* article : found) {
    const Date& date = article->published.date;
    const std::string bucket = bucket_by_text(by, date);
    if (!date.known()) {
      ++raw.unplaced.undated;
    } else if (bucket.empty()) {
      ++raw.unplaced.less_precise;
    } else {
      ++raw.buckets[bucket];
      if (!article->source.empty()) raw.sources[bucket].insert(article->source);
    }
  }
  return raw;
}

void check(const Unplaced& unplaced, const Unplaced& expected) {
  REQUIRE(unplaced.undated == expected.undated);
  REQUIRE(unplaced.less_precise == expected.less_precise);
}

void check(const Timeline& timeline, const std::vector<Raw>& queries, const Raw& whole) {
  std::uint64_t in_buckets = 0;
  for (const TimelineBucket& bucket : timeline.buckets) {
    CAPTURE(bucket.name);
    const auto all = whole.buckets.find(bucket.name);
    REQUIRE(bucket.articles == (all == whole.buckets.end() ? 0 : all->second));
    const auto sources = whole.sources.find(bucket.name);
    REQUIRE(bucket.sources == (sources == whole.sources.end() ? 0 : sources->second.size()));
    in_buckets += bucket.articles;
    for (std::size_t q = 0; q < queries.size(); ++q) {
      const auto matches = queries[q].buckets.find(bucket.name);
      REQUIRE(bucket.matches[q] == (matches == queries[q].buckets.end() ? 0 : matches->second));
    }
  }
  check(timeline.unplaced, whole.unplaced);
  REQUIRE(timeline.articles == in_buckets + whole.unplaced.undated + whole.unplaced.less_precise);
  for (std::size_t q = 0; q < queries.size(); ++q) {
    check(timeline.queries[q].unplaced, queries[q].unplaced);
  }
}

/// Shares are of the articles that both the query and that of the share find.
void check_shares(const Timeline& timeline, const TimelineRequest& request, RawArchive& raw) {
  std::vector<std::string> texts = {request.search.query};
  texts.insert(texts.end(), request.with.begin(), request.with.end());
  for (std::size_t q = 0; q < texts.size() && !request.share_of.empty(); ++q) {
    SearchRequest each = request.search;
    each.query = request.share_of.size() == 1 ? request.share_of[0] : request.share_of[q];
    CAPTURE(q, each.query);
    const std::vector<const Article*> whole = raw.found_by(each);
    each.query = texts[q];
    std::vector<const Article*> both;
    for (const Article* article : raw.found_by(each)) {
      if (std::find(whole.begin(), whole.end(), article) != whole.end()) both.push_back(article);
    }
    REQUIRE(timeline.queries[q].part.articles == whole.size());
    REQUIRE(timeline.queries[q].part.matches == both.size());
    Raw of = count_raw(whole, timeline.by);
    Raw matches = count_raw(both, timeline.by);
    for (const TimelineBucket& bucket : timeline.buckets) {
      REQUIRE(bucket.parts[q].articles == of.buckets[bucket.name]);
      REQUIRE(bucket.parts[q].matches == matches.buckets[bucket.name]);
      REQUIRE(share(bucket, q).has_value() == (of.buckets[bucket.name] != 0));
    }
  }
}

/// Two years of a made-up archive, four that it does not cover, and one more.
Timeline some_timeline() {
  Timeline timeline;
  timeline.queries = {{"<flood> & \"dam\"", 12, 0, {1, 2}}, {"=café\x1B[31m", 5, 0, {}}};
  timeline.articles = 33;
  timeline.unplaced = {1, 2};
  const std::vector<std::uint64_t> articles = {20, 8, 0, 0, 0, 0, 2};
  const std::vector<std::vector<std::uint64_t>> matches = {{8, 4}, {1, 0}, {0, 0}, {0, 0},
                                                           {0, 0}, {0, 0}, {0, 1}};
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const auto year = static_cast<std::int64_t>(2010 + i);
    timeline.buckets.push_back({bucket_name(Bucket::Year, year), bucket_days(Bucket::Year, year),
                                articles[i], articles[i] == 0 ? 0U : 1U, matches[i]});
  }
  return timeline;
}

}  // namespace

TEST_CASE("weeks begin on Monday and are named as ISO 8601 does") {
  CHECK(name(Bucket::Week, 2019, 12, 29) == "2019-W52");
  CHECK(name(Bucket::Week, 2019, 12, 30) == "2020-W01");
  CHECK(name(Bucket::Week, 2021, 1, 3) == "2020-W53");
  CHECK(name(Bucket::Week, 2021, 1, 4) == "2021-W01");
  CHECK(name(Bucket::Week, 1969, 12, 28) == "1969-W52");
  CHECK(days(Bucket::Week, *make_date(2020, 1, 1)) == "2019-12-30..2020-01-05");
  CHECK(name(Bucket::Week, 1, 1, 1) == "0001-W01");
  CHECK(name(Bucket::Week, 9999, 12, 31) == "9999-W52");
  CHECK(days(Bucket::Week, *make_date(9999, 12, 31)) == "9999-12-27..9999-12-31");
}

TEST_CASE("months, quarters, years and decades hold their days, leap days too") {
  CHECK(name(Bucket::Quarter, 2019, 3, 31) == "2019-Q1");
  CHECK(name(Bucket::Quarter, 2019, 4) == "2019-Q2");
  CHECK(name(Bucket::Quarter, 2019, 12, 31) == "2019-Q4");
  CHECK(days(Bucket::Quarter, *make_date(2019, 5, 1)) == "2019-04-01..2019-06-30");
  CHECK(days(Bucket::Month, *make_date(2020, 2, 29)) == "2020-02-01..2020-02-29");
  CHECK(days(Bucket::Month, *make_date(1900, 2, 1)) == "1900-02-01..1900-02-28");
  CHECK(name(Bucket::Day, 2000, 2, 29) == "2000-02-29");
  CHECK(name(Bucket::Decade, 2019) == "2010s");
  CHECK(name(Bucket::Decade, 2020) == "2020s");
  CHECK(days(Bucket::Decade, *make_date(1, 0, 0)) == "0001-01-01..0009-12-31");
  CHECK(name(Bucket::Decade, 1) == "0000s");
  CHECK(days(Bucket::Decade, *make_date(9999, 0, 0)) == "9990-01-01..9999-12-31");
  CHECK(days(Bucket::Month, *make_date(9999, 12, 1)) == "9999-12-01..9999-12-31");
  CHECK(name(Bucket::Month, 1, 1, 1) == "0001-01");
}

TEST_CASE("a date lies in no bucket that is finer than it is known") {
  CHECK(name(Bucket::Day, 2019, 12) == "none");
  CHECK(name(Bucket::Week, 2019, 12) == "none");
  CHECK(name(Bucket::Month, 2019) == "none");
  CHECK(name(Bucket::Quarter, 2019) == "none");
  CHECK(name(Bucket::Year, 2019) == "2019");
  CHECK_FALSE(bucket_of(Bucket::Decade, Date{}));
}

TEST_CASE("every day lies within its bucket, and buckets follow each other without a gap") {
  const DateRange all = all_days();
  for (const Bucket bucket : all_buckets()) {
    CAPTURE(name_of(bucket));
    for (std::int64_t day = all.first_day; day <= all.last_day; day += 13) {
      const std::int64_t number = *bucket_of(bucket, from_day_number(day));
      const DateRange range = bucket_days(bucket, number);
      REQUIRE(range.first_day <= day);
      REQUIRE(day <= range.last_day);
      if (range.last_day < all.last_day) {
        REQUIRE(bucket_days(bucket, number + 1).first_day == range.last_day + 1);
      }
    }
  }
}

TEST_CASE("timelines are what a count over the raw articles says, from segments and servers") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  RawArchive raw(random, kArticles);
  QueryWriter writer(random);
  Rounds rounds(kLeastQueries, kQueries);
  while (rounds.next()) {
    const int i = rounds.done() - 1;
    TimelineRequest request;
    request.search.archive = raw.here;
    request.search.query = writer.query();
    if (chance(random, 40)) request.search.reading = query::Reading::Any;
    if (chance(random, 20)) request.search.from = fmt::format("{}-03", 2014 + below(random, 6));
    if (chance(random, 20)) request.search.to = fmt::format("{}-11-20", 2019 + below(random, 3));
    request.search.today = *make_date(2020, 6, 15);
    if (chance(random, 50)) request.with = {writer.query()};
    if (chance(random, 90)) request.by = pick(random, all_buckets());
    if (chance(random, 30)) request.share_of = {writer.query()};
    if (chance(random, 30) && !request.with.empty()) {
      request.share_of = {writer.query(), writer.query()};
    }
    CAPTURE(request.search.query, request.search.from, request.search.to);
    Timeline timeline = count_timeline(request);
    std::vector<Raw> queries;
    SearchRequest each = request.search;
    queries.push_back(count_raw(raw.found_by(each), timeline.by));
    for (const std::string& text : request.with) {
      each.query = text;
      queries.push_back(count_raw(raw.found_by(each), timeline.by));
    }
    each.query.clear();
    check(timeline, queries, count_raw(raw.found_by(each), timeline.by));
    check_shares(timeline, request, raw);
    if (i % 5 != 0) continue;
    request.search.archive = raw.remote();
    Timeline served = count_timeline(request);
    served.revision = timeline.revision;
    REQUIRE(render_timeline_json(served) == render_timeline_json(timeline));
  }
}

TEST_CASE("bars are as long as their part, and what is not nothing is seen") {
  CHECK(bar(0, 10, false).empty());
  CHECK(bar(1, 3, false) == "███");
  CHECK(bar(0.5, 3, false) == "█▌");
  CHECK(bar(0.0001, 3, false) == "▏");
  CHECK(bar(0.0001, 3, true) == "#");
  CHECK(bar(2, 3, true) == "###");
}

TEST_CASE("a chart of ASCII tells no coverage from no hits, and fits 80 columns") {
  const std::string chart = render_timeline_text(some_timeline(), {80, false}, true);
  CHECK(chart.find("2011 A        1         8   12.5 %        1  ###") != std::string::npos);
  CHECK(chart.find("2012 to 2015: no coverage (4 years)\n") != std::string::npos);
  CHECK(chart.find("2016 A        0         2    0.0 %        1\n") != std::string::npos);
  CHECK(chart.find("A, not in the chart, undated: 2 articles\n") != std::string::npos);
  CHECK(chart.find("dated less precisely than by year: 1 article\n") != std::string::npos);
  CHECK(chart.find('\x1B') == std::string::npos);
  CHECK(chart.find("█") == std::string::npos);
  for (std::size_t at = 0; at < chart.size();) {
    const std::size_t end = chart.find('\n', at);
    CHECK(display_width(chart.substr(at, end - at)) <= 80);
    at = end + 1;
  }
  CHECK(render_timeline_text(some_timeline(), {80, true}, true).find("\x1B[34mA") !=
        std::string::npos);
}

TEST_CASE("a chart says what its shares are of, and what is in none") {
  Timeline timeline = some_timeline();
  timeline.queries.resize(1);
  timeline.queries[0].share_of = "source:\x1B[31mAP";
  timeline.queries[0].part = {16, 10};
  for (TimelineBucket& bucket : timeline.buckets) {
    bucket.matches.resize(1);
    bucket.parts = {{bucket.articles / 2, bucket.matches[0] / 2}};
  }
  const std::string chart = render_timeline_text(timeline, {80, false}, true);
  CHECK(chart.find("share: of source:\uFFFD[31mAP, 16 articles\n") != std::string::npos);
  CHECK(chart.find("      of    share") != std::string::npos);
  CHECK(chart.find("2010        8        10   40.0 %        1  ###") != std::string::npos);
  CHECK(chart.find("does not find them: 2 articles\n") != std::string::npos);
  const std::string csv = render_timeline_csv(timeline);
  CHECK_THAT(csv, Catch::StartsWith("kind,bucket,first_day,last_day,query,matches,articles,share,"
                                    "sources,share_of,share_of_articles,share_of_matches\r\n"));
  CHECK(csv.find(",8,20,0.400000,1,source:\uFFFD[31mAP,10,4\r\n") != std::string::npos);
  TimelineRequest request;
  request.with = {"b", "c"};
  request.share_of = {"d", "e"};
  Random random(seed_of_run());
  RawArchive raw(random, 5);
  request.search.archive = raw.here;
  CHECK_THROWS_WITH(count_timeline(request), Catch::Contains("shares are of 2 queries, but 3"));
}

TEST_CASE("a picture escapes what it is given and has nothing that runs") {
  CHECK(xml_text("<a href='x'>&\"\x1B") == "&lt;a href=&apos;x&apos;&gt;&amp;&quot;\uFFFD");
  Timeline timeline = some_timeline();
  timeline.queries.front().query = "</text><script>alert(1)</script>" + std::string(4000, 'x');
  const std::string picture = render_timeline_svg(timeline);
  CHECK_THAT(picture, Catch::StartsWith("<svg "));
  CHECK_THAT(picture, Catch::EndsWith("</svg>\n"));
  CHECK(picture.find("<script") == std::string::npos);
  CHECK(picture.find("&lt;script&gt;") != std::string::npos);
  CHECK(picture.find(std::string(200, 'x')) == std::string::npos);
  CHECK(picture.find("2012 to 2015: no coverage") != std::string::npos);
  CHECK(picture.find("2010") != std::string::npos);
}

TEST_CASE("a picture names what is drawn, and no two of its queries look alike") {
  const auto occurrences = [](const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
      ++found;
    }
    return found;
  };
  Timeline timeline = some_timeline();
  CHECK(occurrences(render_timeline_svg(timeline), "no coverage: there is no article") == 1);
  CHECK(occurrences(render_timeline_svg(timeline), "1 dated less precisely than by year") == 2);
  std::erase_if(timeline.buckets,
                [](const TimelineBucket& bucket) { return bucket.articles == 0; });
  timeline.unplaced.undated = 1'234;
  const std::string bars = render_timeline_svg(timeline);
  CHECK(bars.find("no coverage") == std::string::npos);
  CHECK(bars.find("1 dated less precisely than by year, 1,234 undated") != std::string::npos);
  CHECK(bars.find("stroke-dasharray") == std::string::npos);

  timeline.queries.resize(kMostQueriesOfPicture);
  for (TimelineBucket& bucket : timeline.buckets) bucket.matches.resize(kMostQueriesOfPicture);
  const std::string lines = render_timeline_svg(timeline);
  std::set<std::string> looks;
  for (std::size_t at = lines.find("stroke=\"#"); at != std::string::npos;) {
    const std::size_t end = lines.find("stroke-linecap", at);
    const std::size_t next = lines.find("stroke=\"#", at + 1);
    if (end < next) looks.insert(lines.substr(at, end - at));
    at = next;
  }
  CHECK(looks.size() == kMostQueriesOfPicture);

  timeline.queries.resize(1);
  for (TimelineBucket& bucket : timeline.buckets) bucket.matches.resize(1);
  timeline.buckets.resize(400, timeline.buckets.front());
  CHECK(render_timeline_svg(timeline).find("fill-opacity") != std::string::npos);
}

TEST_CASE("timelines as CSV hold no formula and tell coverage") {
  const std::string csv = render_timeline_csv(some_timeline());
  CHECK_THAT(csv, Catch::StartsWith("kind,bucket,first_day,last_day,query,matches,articles,share,"
                                    "sources\r\n"
                                    "bucket,2010,2010-01-01,2010-12-31,\"<flood> & \"\"dam\"\"\","
                                    "8,20,0.400000,1\r\n"
                                    "bucket,2010,2010-01-01,2010-12-31,'=café\uFFFD[31m,4,20,"
                                    "0.200000,1\r\n"));
  CHECK(csv.find("no-coverage,2012,2012-01-01,2012-12-31,'=café\uFFFD[31m,0,0,,0\r\n") !=
        std::string::npos);
  CHECK(csv.find("undated,,,,\"<flood> & \"\"dam\"\"\",2,2,,\r\n") != std::string::npos);
}

}  // namespace timeline_test
