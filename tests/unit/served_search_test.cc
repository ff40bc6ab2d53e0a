// SPDX-License-Identifier: GPL-2.0-or-later
// Random queries against archives whose shards are on servers, all or some of them: every answer
// must be what the same archive answers from its own segments.
#include "common/engine/query/error.h"
#include "indexer/commands/create/create.h"
#include "indexer/writer/writer.h"
#include "searcher/find/search.h"
#include "searcher/render/hits.h"
#include "searcher/verbs/explain/render.h"
#include "searcher/verbs/show/show.h"
#include "tests/unit/random_query.h"
#include "tests/unit/served_archive.h"
#include "tests/unit/temporary.h"

#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace served_search_test {

using namespace dateline;
using namespace dateline::commands;
using namespace test;
namespace fs = std::filesystem;

namespace {

constexpr int kArticles = 160;
constexpr int kLeastQueries = 60;
constexpr int kQueries = 300;

SearchRequest some_request(Random& random, QueryWriter& writer) {
  SearchRequest request;
  request.query = writer.query();
  if (chance(random, 40)) request.reading = query::Reading::Any;
  if (chance(random, 20)) request.from = fmt::format("{}-0{}", 2014 + below(random, 6), 3);
  if (chance(random, 20)) request.to = fmt::format("{}-11-20", 2019 + below(random, 3));
  request.sort = static_cast<Sort>(below(random, 3));
  if (chance(random, 50)) request.partly = Partly::Shown;
  request.limit = chance(random, 50) ? 1000 : 1 + below(random, 30);
  request.facets = {"source", "agency", "year", "month", "day", "language"};
  request.suggest = true;
  request.today = *make_date(2020, 6, 15);
  return request;
}

/// All that users see of an answer; another copy has other revisions, which cursors contain.
std::string seen(const SearchRequest& request, SearchResult result) {
  result.revision = 0;
  result.other_forms.clear();  // servers cannot count the forms of every word
  result.next_page = result.next_page.empty() ? "" : "more";
  return render_json(request, result);
}

}  // namespace

TEST_CASE("an archive answers from servers what it answers from its own segments") {
  Random random(seed_of_run());
  CAPTURE(seed_of_run());
  int asked = 0;
  int answered = 0;
  for (const auto& [shard_by, served] :
       {std::pair{ShardBy::Year, std::size_t{3}}, std::pair{ShardBy::Year, std::size_t{100}},
        std::pair{ShardBy::None, std::size_t{2}}}) {
    const Temporary directory;
    const fs::path whole = directory.path() / "whole";
    create(whole, shard_by);
    const std::vector<Article> articles = fill(whole, random, kArticles);
    const ServedArchive remote(whole, directory.path(), served);
    Searcher here(whole);
    Searcher there(remote.path());
    REQUIRE(there.archive().documents() == here.archive().documents());
    QueryWriter writer(random);
    Rounds rounds(kLeastQueries / 3, kQueries / 3);
    while (rounds.next()) {
      const SearchRequest request = some_request(random, writer);
      CAPTURE(name_of(shard_by), served, request.query, static_cast<int>(request.reading),
              request.from, request.to, static_cast<int>(request.sort), request.limit);
      const SearchResult expected = here.search(request);
      REQUIRE(seen(request, there.search(request)) == seen(request, expected));
      answered += expected.total == 0 ? 0 : 1;
    }
    asked += rounds.done();
    // The other verbs.
    SearchRequest request;
    request.query = "minister OR plans";
    request.archive = whole;
    const std::string explained = render_explanation_text(request, explain(request));
    request.archive = remote.path();
    CHECK(render_explanation_text(request, explain(request)) == explained);
    Searcher searcher(remote.path());
    for (int i = 0; i < 20; ++i) {
      const Article& article = pick(random, articles);
      const auto found = find_article(searcher, article.id);
      REQUIRE(found);
      CHECK(found->article.body == article.body);
    }
    CHECK_FALSE(find_article(searcher, "no such article"));
  }
  CHECK(answered > asked / 3);
}

TEST_CASE("what servers cannot answer exactly is refused, and all else is what segments answer") {
  Random random(seed_of_run());
  CAPTURE(seed_of_run());
  std::map<std::string, int> answered;
  int asked = 0;
  int refused = 0;
  int bounded = 0;
  for (const std::size_t shards : {std::size_t{2}, std::size_t{100}}) {
    const Temporary directory;
    const fs::path whole = directory.path() / "whole";
    create(whole, ShardBy::Year);
    fill(whole, random, kArticles);
    const ServedArchive remote(whole, directory.path(), shards);
    Searcher here(whole);
    Searcher there(remote.path());
    QueryWriter writer(random, Operators::All);
    Rounds rounds(kLeastQueries, kQueries);
    while (rounds.next()) {
      SearchRequest request = some_request(random, writer);
      // Names that only servers have are never suggested.
      request.suggest = false;
      if (shards != 100 && chance(random, 30)) {
        request.from.clear();
        request.to = "2017";
      }
      CAPTURE(shards, request.query, static_cast<int>(request.reading), request.from, request.to,
              static_cast<int>(request.sort), request.limit);
      const SearchResult expected = here.search(request);
      std::optional<SearchResult> found;
      std::string why;
      try {
        found = there.search(request);
      } catch (const query::RefusedByShard& error) {
        why = error.what();
      }
      if (!found) {
        CAPTURE(why);
        // The last year and what has no date are on servers.
        REQUIRE_FALSE((shards == 2 && request.to == "2017"));
        ++refused;
        continue;
      }
      REQUIRE(seen(request, *found) == seen(request, expected));
      bounded += request.to == "2017" ? 1 : 0;
      for (const char* what : {"*", "?", "=", "fuzzy", "w/", "caps", "atleast", "lead"}) {
        if (request.query.find(what) != std::string::npos) ++answered[what];
      }
    }
    asked += rounds.done();
  }
  CHECK(refused > asked / 16);
  CHECK(bounded > asked / 40);
  for (const char* what : {"*", "?", "=", "fuzzy", "w/"}) {
    CAPTURE(what);
    CHECK(answered[what] > asked / 120);
  }
}

TEST_CASE("articles on servers are found by their ids") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  const std::string cut(230, 'x');  // terms have the first 200 bytes, and a hash
  const std::vector<std::string> ids = {"a1",
                                        "a2",
                                        "page#0123456789abcdef",
                                        "https://example.org/a?b=(c)",
                                        std::string(200, 'x'),
                                        std::string(201, 'x'),
                                        cut + "1",
                                        cut + "2",
                                        cut.substr(0, 199) + "é1",
                                        cut.substr(0, 199) + "é2"};
  const std::vector<std::string> unknown = {"a3", "page#",   "x",
                                            cut,  cut + "3", cut.substr(0, 199) + "é3"};
  const Temporary directory;
  const fs::path whole = directory.path() / "whole";
  create(whole, ShardBy::Year);
  {
    Writer writer(whole, {2, std::chrono::milliseconds(0)});
    for (std::size_t i = 0; i < ids.size(); ++i) {
      Article article = some_article(random, static_cast<int>(i));
      article.id = ids[i];
      writer.submit(Prepared(article));
    }
    writer.publish([](std::size_t, std::uint64_t) {});
  }
  ServedArchive remote(whole, directory.path(), ServedArchive::kAllShards);
  const auto same = [&](std::size_t shown) {
    Searcher here(whole);
    Searcher there(remote.path());
    for (const auto* const some : {&ids, &unknown}) {
      for (const std::string& id : *some) {
        for (const char* query : {"id:\"{}\"", "NOT id:\"{}\"", "id:a1 OR id:\"{}\"",
                                  "id:\"{}\" NOT date:2010..2013", "source:Reuters OR id:\"{}\""}) {
          SearchRequest request;
          request.query = fmt::format(fmt::runtime(query), id);
          request.limit = shown;
          CAPTURE(request.query, shown);
          CHECK(seen(request, there.search(request)) == seen(request, here.search(request)));
        }
      }
    }
  };
  const auto found = [&](const std::string& id, std::size_t shown) {
    SearchRequest request;
    request.archive = remote.path();
    request.query = fmt::format("id:\"{}\"", id);
    request.limit = shown;
    request.suggest = true;
    const SearchResult result = search(request);
    CHECK(result.suggestions.empty() == (result.total.value() != 0));
    return result.total.value();
  };
  for (const std::string& id : ids) CHECK(found(id, 10) == 1);
  for (const std::string& id : unknown) CHECK(found(id, 10) == 0);
  same(10);
  same(0);
  for (const fs::path& path : {whole, remote.path()}) {
    Writer writer(path, {2, std::chrono::milliseconds(0)});
    for (const std::string& id : {ids[0], ids[6]}) {
      REQUIRE(writer.remove(locate(writer.archive(), id).value()));
    }
    writer.publish([](std::size_t, std::uint64_t) {});
  }
  same(10);
  CHECK(found(ids[0], 10) == 0);
  CHECK(found(ids[6], 10) == 0);
  CHECK(found(ids[7], 10) == 1);
  // Which shard has the id is known here: no other is asked.
  remote.stop_servers();
  for (const std::string& id : unknown) CHECK(found(id, 10) == 0);
  CHECK(found(ids[0], 10) == 0);
  CHECK_THROWS_AS(found(ids[7], 10), ShardDown);
}

}  // namespace served_search_test
