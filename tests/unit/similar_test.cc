// SPDX-License-Identifier: GPL-2.0-or-later
// Similar to an article are the other reports of its event, but neither itself nor its copies.
#include "searcher/verbs/similar/similar.h"

#include "common/text/tokenizer.h"
#include "searcher/verbs/similar/render.h"
#include "searcher/verbs/story/story.h"
#include "tests/unit/wire_archive.h"

#include <algorithm>
#include <set>
#include <string>

#include <catch2/catch.hpp>

namespace similar_test {

using namespace dateline;
using namespace test;

namespace {

SimilarRequest like(const WireArchive& wire, const std::string& id) {
  SimilarRequest request;
  request.search.archive = wire.here();
  request.search.today = *make_date(2020, 6, 15);
  request.search.limit = 10'000;
  request.id = id;
  return request;
}

std::set<std::string> ids_of(const SearchResult& result) {
  std::set<std::string> ids;
  for (const Hit& hit : result.hits) ids.insert(hit.id);
  return ids;
}

}  // namespace

TEST_CASE("what is like an article is neither itself nor a copy, and is found by its words",
          "[similar]") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  WireArchive wire(random, 25);
  for (int i = 0; i < 12; ++i) {
    const Article& article = pick(random, wire.articles());
    SimilarRequest request = like(wire, article.id);
    const SimilarReport report = find_similar(request);
    REQUIRE(report.is_known);
    REQUIRE(report.words.size() <= request.words);
    double last = 1e300;
    for (const TellingWord& word : report.words) {
      CHECK(word.weight <= last);
      last = word.weight;
      SearchRequest by_word = request.search;
      by_word.query = word.word;
      CHECK(search(by_word).total == word.articles);
    }
    // The same search, less the story.
    SearchRequest plain = report.asked;
    plain.without.clear();
    std::set<std::string> others = ids_of(search(plain));
    std::erase_if(others, [&](const std::string& id) {
      return wire.stories().at(id) == wire.stories().at(article.id);
    });
    CHECK(ids_of(report.result) == others);
    CHECK(report.result.total == others.size());
    request.all_copies = true;
    const SimilarReport with_copies = find_similar(request);
    const std::set<std::string> ids = ids_of(with_copies.result);
    CHECK_FALSE(ids.contains(article.id));
    plain = with_copies.asked;
    plain.without.clear();
    std::set<std::string> all_others = ids_of(search(plain));
    CHECK(all_others.erase(article.id) == 1);
    CHECK(ids == all_others);
    CHECK(with_copies.result.total == all_others.size());
    request.all_copies = false;
    request.search.archive = wire.remote(1);
    CHECK(ids_of(find_similar(request).result) == others);
  }
}

TEST_CASE("articles like a text are found, within what else is asked for", "[similar]") {
  Random random(seed_of_run());
  WireArchive wire(random, 20);
  const Article& article = wire.articles()[3];
  SimilarRequest request = like(wire, "");
  request.text = article.body;
  SimilarReport report = find_similar(request);
  REQUIRE_FALSE(report.result.hits.empty());
  CHECK(std::any_of(report.result.hits.begin(), report.result.hits.end(), [&](const Hit& hit) {
    return wire.stories().at(hit.id) == wire.stories().at(article.id);
  }));
  request.sources = {article.source};
  report = find_similar(request);
  REQUIRE_FALSE(report.result.hits.empty());
  for (const Hit& hit : report.result.hits) CHECK(hit.article.source == article.source);
  request.sources.clear();
  const std::uint64_t all = report.result.total.value();
  request.sources.clear();
  request.search.query = "source:\"" + article.source + "\"";
  CHECK(find_similar(request).result.total == all);
  request.search.query = "source:";
  CHECK_THROWS(find_similar(request));
  request = like(wire, "");
  request.text = "Qqqzzz, xxyyq!";
  CHECK(find_similar(request).words.empty());
  CHECK(find_similar(request).no_words ==
        "the text has no word that another article in the archive has");
  request.text = "12 of 30";
  CHECK(find_similar(request).no_words == "the text has no word of three letters or more");
  CHECK_FALSE(find_similar(like(wire, "no such id")).is_known);
}

TEST_CASE("a story is shown in order of publication, with what each article changed", "[similar]") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  WireArchive wire(random, 20);
  for (const bool served : {false, true}) {
    Searcher searcher(served ? wire.remote(1) : wire.here());
    for (int i = 0; i < 10; ++i) {
      const Article& article = pick(random, wire.articles());
      const StoryReport report = report_story(searcher, article.id);
      REQUIRE(report.id == wire.stories().at(article.id));
      std::set<std::string> ids;
      for (const StoryCopy& copy : report.copies) {
        ids.insert(copy.article.id);
        CHECK(copy.is_asked_for == (copy.article.id == article.id));
      }
      std::set<std::string> wanted;
      for (const auto& [id, story] : wire.stories()) {
        if (story == report.id) wanted.insert(id);
      }
      CHECK(ids == wanted);
      for (std::size_t k = 1; k < report.copies.size(); ++k) {
        CHECK(when(report.copies[k - 1].article.published.date) <=
              when(report.copies[k].article.published.date));
        const WordDiff& diff = report.copies[k].diff;
        CHECK(diff.kept + diff.added == text::tokens(report.copies[k].article.body).size());
        CHECK(diff.kept + diff.removed == text::tokens(report.copies.front().article.body).size());
      }
    }
  }
  Searcher searcher(wire.here());
  CHECK(report_story(searcher, "no such id").id.empty());
}

}  // namespace similar_test
