// SPDX-License-Identifier: GPL-2.0-or-later
// Feedback adds words of the first articles, where allowed, and removes no article.
#include "searcher/find/feedback.h"

#include "common/engine/query/parser.h"
#include "indexer/commands/create/create.h"
#include "indexer/writer/writer.h"
#include "searcher/find/search.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace feedback_test {

using namespace dateline;
using namespace dateline::commands;
using namespace test;

namespace {

constexpr int kArticles = 120;

/// As a search with feedback reads it.
query::Node parsed(const std::string& query, query::Reading reading = query::Reading::Any) {
  return query::parse(query, {*make_date(2020, 6, 15), reading});
}

bool takes_feedback(const std::string& query, query::Reading reading = query::Reading::Any) {
  query::Node tree = parsed(query, reading);
  return feedback_part(tree) != nullptr;
}

/// Four articles about a dam, one about it in other words, and many about anything else.
class Subjects {
 public:
  Subjects() {
    create(path(), ShardBy::Year);
    Writer writer(path(), {2, std::chrono::milliseconds(0)});
    const auto add = [&](const std::string& id, const std::string& body) {
      Article article;
      article.id = id;
      article.headline = "The news";
      article.body = body;
      article.language = "en";
      article.source = "Gazette";
      writer.submit(Prepared(article));
    };
    for (int i = 0; i < 4; ++i) {
      add(fmt::format("dam{}", i), fmt::format("The dam only{} broke; reservoir and spillway", i));
    }
    add("other words", "The reservoir emptied over its spillway");
    for (int i = 5; i < kArticles; ++i) {
      add(fmt::format("a{}", i), fmt::format("The other subject{} of the day{}", i, i));
    }
    writer.publish([](std::size_t, std::uint64_t) {});
  }
  [[nodiscard]] std::filesystem::path path() const { return directory_.path() / "news"; }

 private:
  Temporary directory_;
};

std::set<std::string> ids(const SearchResult& result) {
  std::set<std::string> all;
  for (const Hit& hit : result.hits) all.insert(hit.id);
  return all;
}

}  // namespace

TEST_CASE("words are added only where nothing else is required", "[feedback]") {
  CHECK(takes_feedback("dam"));
  CHECK(takes_feedback("dam collapse \"open skies\""));
  CHECK(takes_feedback("dam collapse source:ap date:2019 -football"));
  CHECK(takes_feedback("dam source:ap"));
  CHECK_FALSE(takes_feedback("dam collapse", query::Reading::All));
  CHECK_FALSE(takes_feedback("dam AND collapse"));
  CHECK(takes_feedback("dam OR collapse"));
  CHECK_FALSE(takes_feedback("title:dam"));
  CHECK_FALSE(takes_feedback("\"open skies\""));
  CHECK_FALSE(takes_feedback("source:ap"));
}

TEST_CASE("feedback finds what is written of the subject in other words", "[feedback]") {
  const Subjects subjects;
  Searcher searcher(subjects.path());
  SearchRequest request;
  request.query = "dam";
  request.limit = kArticles;
  request.today = *make_date(2020, 6, 15);
  const std::set<std::string> before = ids(searcher.search(request));
  CHECK(before == std::set<std::string>{"dam0", "dam1", "dam2", "dam3"});
  request.feedback = true;
  const SearchResult after = searcher.search(request);
  const std::set<std::string> found = ids(after);
  CHECK(std::includes(found.begin(), found.end(), before.begin(), before.end()));
  CHECK(found.contains("other words"));
  CHECK(found.size() == *after.total);
  CHECK(found.size() < 10);
  // The query's other requirements still apply.
  request.query = "dam source:gazette";
  for (const Hit& hit : searcher.search(request).hits) CHECK(hit.article.source == "Gazette");
  request.query = "dam -reservoir";
  CHECK_FALSE(ids(searcher.search(request)).contains("other words"));
  // Nothing found, nothing learnt.
  request.query = "xyzzyplugh";
  CHECK(searcher.search(request).hits.empty());
  request.query = "dam";
  request.sort = Sort::Newest;
  CHECK_THROWS_AS(searcher.search(request), Error);
}

TEST_CASE("words that are added are weighed, the best first", "[feedback]") {
  const Subjects subjects;
  Searcher searcher(subjects.path());
  SearchRequest request;
  request.query = "dam";
  std::vector<FeedbackArticle> first;
  const SearchResult found = searcher.search(request);
  for (const Hit& hit : found.hits) first.push_back({&hit.article, hit.score});
  query::Node tree = parsed("dam");
  add_feedback(tree, first, searcher.archive());
  REQUIRE(tree.kind == query::Kind::Or);
  REQUIRE(tree.children.size() >= 3);
  CHECK(tree.children.size() <= kFeedbackWords + 1);
  CHECK(tree.children[0] == parsed("dam"));
  CHECK(tree.children[1].weight == Approx(kFeedbackWeight));
  std::set<std::string> words;
  for (std::size_t i = 1; i < tree.children.size(); ++i) {
    words.insert(tree.children[i].text);
    CHECK(tree.children[i].weight <= tree.children[i - 1].weight);
    CHECK(tree.children[i].weight > 0);
  }
  CHECK(words.contains("reservoir"));
  CHECK(words.contains("spillway"));
  CHECK_FALSE(words.contains("the"));    // everywhere
  CHECK_FALSE(words.contains("only0"));  // in one article
}

TEST_CASE("a word's weight multiplies its score", "[feedback]") {
  const Subjects subjects;
  Searcher searcher(subjects.path());
  SearchRequest request;
  request.limit = kArticles;
  query::Node word = parsed("reservoir");
  const SearchResult once = searcher.search(request, word);
  word.weight = 3;
  const SearchResult thrice = searcher.search(request, word);
  REQUIRE_FALSE(once.hits.empty());
  REQUIRE(once.hits.size() == thrice.hits.size());
  for (std::size_t i = 0; i < once.hits.size(); ++i) {
    CHECK(thrice.hits[i].score == Approx(3 * once.hits[i].score).margin(4 * kScoreStep));
  }
}

}  // namespace feedback_test
