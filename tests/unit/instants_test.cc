// SPDX-License-Identifier: GPL-2.0-or-later
// What is newest, oldest and first, where outlets are in many zones: by the instant, as far as
// zones are known.
#include "common/archive/lookup.h"
#include "common/archive/story_lookup.h"
#include "indexer/commands/create/create.h"
#include "indexer/commands/shard/shard.h"
#include "indexer/writer/segments.h"
#include "indexer/writer/writer.h"
#include "searcher/export/selection.h"
#include "searcher/find/search.h"
#include "tests/unit/random_archive.h"
#include "tests/unit/served_archive.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace instants_test {

using namespace dateline;
using namespace dateline::commands;
using namespace test;
namespace fs = std::filesystem;

namespace {

void publish(Writer& writer) {
  writer.publish([](std::size_t, std::uint64_t) {});
  writer.merge(kFewSegments, [] { return false; });
}

Article an_article(const std::string& id, const std::string& body, const Date& date) {
  Article article;
  article.id = id;
  article.headline = "Headline of " + id;
  article.body = body;
  article.language = "en";
  if (date.known()) article.published = {date, Evidence::Meta};
  return article;
}

/// A text long enough to have copies.
std::string some_text(Random& random) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += fmt::format("w{} ", below(random, 5000));
  return text;
}

std::vector<std::string> ids_of(const SearchResult& result) {
  std::vector<std::string> ids;
  for (const Hit& hit : result.hits) ids.push_back(hit.id);
  return ids;
}

std::string found(const fs::path& archive, const std::string& query, Sort sort) {
  SearchRequest request;
  request.archive = archive;
  request.query = query;
  request.sort = sort;
  return fmt::format("{}", fmt::join(ids_of(search(request)), " "));
}

std::string exported(const fs::path& archive, Sort sort) {
  SearchRequest request;
  request.archive = archive;
  request.sort = sort;
  Searcher searcher(archive);
  std::vector<std::string> ids;
  for (const MatchKey& key : select(request, /*in_order=*/true, searcher).keys) {
    ids.push_back(id_of(searcher.archive(), {key.segment, key.docid}));
  }
  return fmt::format("{}", fmt::join(ids, " "));
}

std::string story_of(const fs::path& archive, const std::string& id) {
  const Archive open = Archive::open(archive);
  std::vector<std::string> ids;
  for (const StoryArticle& each : articles_of_story(open, *locate(open, id))) {
    ids.push_back(id_of(open, {each.segment, each.docid}));
  }
  return fmt::format("{}", fmt::join(ids, " "));
}

/// Articles of some days around a new year, a text of few words each.
std::vector<Article> around_new_year(Random& random, int articles, int days) {
  std::vector<Article> all;
  for (int i = 0; i < articles; ++i) {
    const std::int64_t day =
        day_number(*make_date(2019, 12, 31)) +
        static_cast<std::int64_t>(below(random, static_cast<std::size_t>(days)));
    Date date = from_day_number(day);
    if (!chance(random, 10)) date = at_some_time(random, date);
    if (chance(random, 3)) date = {};
    all.push_back(
        an_article(fmt::format("a{}", i), chance(random, 40) ? "river" : "harbour", date));
  }
  return all;
}

/// All pages, one after another.
std::vector<std::string> paged(Searcher& searcher, SearchRequest request, std::size_t limit) {
  request.limit = limit;
  std::vector<std::string> ids;
  do {
    const SearchResult page = searcher.search(request);
    for (const std::string& id : ids_of(page)) ids.push_back(id);
    request.page = page.next_page;
  } while (!request.page.empty());
  return ids;
}

void check_order(Searcher& searcher, const std::vector<Article>& articles,
                 const std::string& query) {
  std::map<std::string, Date> dates;
  for (const Article& article : articles) {
    if (query.empty() || article.body == query) dates[article.id] = article.published.date;
  }
  for (const Sort sort : {Sort::Oldest, Sort::Newest}) {
    CAPTURE(query, static_cast<int>(sort));
    SearchRequest request;
    request.query = query;
    request.sort = sort;
    request.bare = true;
    request.limit = articles.size();
    const std::vector<std::string> all = ids_of(searcher.search(request));
    REQUIRE(all.size() == dates.size());
    for (std::size_t i = 1; i < all.size(); ++i) {
      const Date& before = dates.at(all[i - 1]);
      const Date& after = dates.at(all[i]);
      CAPTURE(iso(before), iso(after));
      if (sort == Sort::Oldest) {
        REQUIRE(when(before) <= when(after));
      } else if (after.known()) {
        REQUIRE(before.known());
        REQUIRE(when(before) >= when(after));
      }
    }
    for (const std::size_t limit : {std::size_t{1}, std::size_t{3}, std::size_t{20}}) {
      request.limit = limit;
      request.count = limit != 3;
      const std::vector<std::string> page = ids_of(searcher.search(request));
      const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size()));
      REQUIRE(page == std::vector<std::string>(all.begin(), end));
    }
    request.count = true;
    REQUIRE(paged(searcher, request, 37) == all);
  }
}

struct Case {
  const char* name;
  const char* earlier;  ///< stated by the outlet that had it first
  const char* later;
};

}  // namespace

TEST_CASE("the first is the one that was published first, wherever that was") {
  const Case row = GENERATE(
      Case{"one day, two zones", "2019-12-13T23:30:00+09:00", "2019-12-13T10:00:00-05:00"},
      Case{"the day after, in the east", "2019-12-14T00:30:00+09:00", "2019-12-13T12:00:00-05:00"},
      Case{"the year after, in the east", "2020-01-01T08:00:00+14:00", "2019-12-31T20:00:00-05:00"},
      Case{"two days after", "2020-01-01T01:00:00+14:00", "2019-12-30T23:30:00-12:00"},
      Case{"without seconds", "2019-12-13T12:30+01:00", "2019-12-13T12:00Z"},
      Case{"a clock without zone is taken as it stands", "2019-12-13T10:30:00+01:00",
           "2019-12-13T10:00:00"},
      Case{"a day begins at its midnight", "2019-12-14T05:00:00+09:00", "2019-12-14"},
      Case{"a day is before what happens on it", "2019-12-14", "2019-12-13T20:00:00-05:00"});
  const bool on_server = GENERATE(false, true);
  CAPTURE(row.name, on_server);
  Random random(1);
  const std::string text = some_text(random);
  const test::Temporary directory;
  const fs::path archive = directory.path() / "archive";
  create(archive, ShardBy::Year);
  {
    Writer writer(archive, {1, std::chrono::milliseconds(0)});
    writer.submit(Prepared(an_article("later", text, std::get<Date>(parse_date(row.later)))));
    publish(writer);
    writer.submit(Prepared(an_article("earlier", text, std::get<Date>(parse_date(row.earlier)))));
    publish(writer);
    if (GENERATE(false, true)) writer.compact();
  }
  std::optional<ServedArchive> served;
  if (on_server) served.emplace(archive, directory.path(), ServedArchive::kAllShards);
  const fs::path& asked = served ? served->path() : archive;
  CHECK(found(asked, "", Sort::Oldest) == "earlier later");
  CHECK(found(asked, "", Sort::Newest) == "later earlier");
  CHECK(found(asked, "headline", Sort::Oldest) == "earlier later");
  CHECK(found(asked, "headline", Sort::Newest) == "later earlier");
  CHECK(exported(asked, Sort::Oldest) == "earlier later");
  CHECK(exported(asked, Sort::Newest) == "later earlier");
  CHECK(story_of(asked, "later") == "earlier later");
  if (!on_server) {
    CHECK(found(asked, "first:yes", Sort::Newest) == "earlier");
    CHECK(found(asked, "first:no", Sort::Newest) == "later");
  }
  // Days stay those of the publishers.
  const std::string day = std::string(row.earlier).substr(0, 10);
  CHECK(found(asked, "date:" + day, Sort::Oldest).starts_with("earlier"));
}

TEST_CASE("pages by date go on exactly, however many zones the articles are in") {
  const std::uint64_t seed = seed_of_run();
  CAPTURE(seed);
  Random random(seed);
  for (const auto& [shard_by, articles, days] :
       {std::tuple{ShardBy::None, kIsSanitized ? 700 : 2500, 3}, std::tuple{ShardBy::Year, 900, 2},
        std::tuple{ShardBy::Month, 200, 40}}) {
    CAPTURE(name_of(shard_by), articles);
    const test::Temporary directory;
    const fs::path archive = directory.path() / "archive";
    create(archive, shard_by);
    const std::vector<Article> all = around_new_year(random, articles, days);
    {
      Writer writer(archive, {2, std::chrono::milliseconds(0)});
      for (std::size_t i = 0; i < all.size(); ++i) {
        writer.submit(Prepared(all[i]));
        if (i % (all.size() / 3) == 1) publish(writer);
      }
      publish(writer);
    }
    for (const char* const query : {"", "river", "harbour"}) {
      Searcher here(archive);
      check_order(here, all, query);
    }
    const ServedArchive served(archive, directory.path(), 1);
    for (const char* const query : {"", "river"}) {
      Searcher there(served.path());
      check_order(there, all, query);
    }
  }
}

TEST_CASE("merging and moving change nothing in the order of articles of one instant") {
  const test::Temporary directory;
  const fs::path archive = directory.path() / "archive";
  create(archive, ShardBy::None);
  Writer writer(archive, {1, std::chrono::milliseconds(0)});
  for (const char* const date :
       {"2019-12-13T12:00:00+02:00", "2019-12-13T10:00:00Z", "2019-12-13T05:00:00-05:00"}) {
    writer.submit(Prepared(an_article(date, "river", std::get<Date>(parse_date(date)))));
    publish(writer);
  }
  const std::string order =
      "2019-12-13T12:00:00+02:00 2019-12-13T10:00:00Z 2019-12-13T05:00:00-05:00";
  CHECK(found(archive, "", Sort::Oldest) == order);
  CHECK(found(archive, "", Sort::Newest) == order);
  writer.compact();
  CHECK(found(archive, "", Sort::Oldest) == order);
  CHECK(found(archive, "", Sort::Newest) == order);
  const ServedArchive served(archive, directory.path(), ServedArchive::kAllShards);
  CHECK(found(served.path(), "", Sort::Oldest) == order);
  CHECK(found(served.path(), "", Sort::Newest) == order);
}

}  // namespace instants_test
