// SPDX-License-Identifier: GPL-2.0-or-later
// A cancelled search stops, and leaves everything as it was.
#include "indexer/commands/create/create.h"
#include "searcher/find/search.h"
#include "searcher/interactive/write.h"
#include "searcher/texts/word_counts.h"
#include "searcher/texts/written_form.h"
#include "searcher/verbs/explain/explain.h"
#include "searcher/verbs/facets/facets.h"
#include "searcher/verbs/story/story.h"
#include "searcher/verbs/timeline/timeline.h"
#include "tests/unit/random_archive.h"
#include "tests/unit/temporary.h"

#include <atomic>
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

namespace stop_test {

using namespace dateline;
using namespace dateline::commands;

TEST_CASE("a search that is stopped says so, and the next one answers", "[stop]") {
  const test::Temporary directory;
  test::Random random(test::seed_of_run());
  SearchRequest request;
  request.archive = directory.path() / "archive";
  request.today = *make_date(2020, 6, 15);
  create(request.archive, ShardBy::Month);
  test::fill(request.archive, random, 60);
  std::atomic<bool> is_stopped = false;
  request.limits.stopped = &is_stopped;
  Searcher searcher(request.archive);
  const std::string word = test::vocabulary().front();
  const std::string other = test::vocabulary().back();
  // By lists of documents; and by texts, which several threads read.
  for (const std::string& query : {word, word + " w/s " + other, '"' + word + ' ' + other + '"'}) {
    CAPTURE(query);
    request.query = query;
    is_stopped = false;
    const std::uint64_t before = searcher.search(request).total.value();
    is_stopped = true;
    CHECK_THROWS_AS(searcher.search(request), query::Stopped);
    FacetsRequest facets;
    facets.search = request;
    facets.fields = {"source"};
    CHECK_THROWS_AS(count_facets(facets, searcher), query::Stopped);
    TimelineRequest timeline;
    timeline.search = request;
    CHECK_THROWS_AS(count_timeline(timeline, searcher), query::Stopped);
    CHECK_THROWS_AS(explain(request, searcher), query::Stopped);
    const std::string file = (directory.path() / "results.jsonl").string();
    CHECK_THROWS_AS(interactive::write_results(request, file), query::Stopped);
    CHECK_FALSE(std::filesystem::exists(file));
    is_stopped = false;
    CHECK(searcher.search(request).total.value() == before);
  }
}

TEST_CASE("what goes through articles or words stops when its time is up", "[stop]") {
  const test::Temporary directory;
  test::Random random(test::seed_of_run());
  const std::filesystem::path path = directory.path() / "archive";
  create(path, ShardBy::None);
  const std::string id = test::fill(path, random, 20).front().id;
  Searcher searcher(path);
  const Archive& archive = searcher.archive();
  query::Limits limits;
  limits.seconds = 0;
  const query::Deadline over(limits);
  const SetOfArticles none(archive.segments().size());
  SetOfArticles first = none;
  first.front() = {1};
  CHECK_NOTHROW(count_words(archive, first, none, {}));
  CHECK_THROWS_AS(count_words(archive, first, none, over), Error);
  CHECK_THROWS_AS(articles_with(archive, first, {1}, 1, over), Error);
  CHECK_THROWS_AS(written_forms(archive, {{1, {{0, 1}}}}, over), Error);
  CHECK_NOTHROW(report_story(searcher, id));
  CHECK_THROWS_AS(report_story(searcher, id, over), Error);
}

}  // namespace stop_test
