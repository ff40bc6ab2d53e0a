// SPDX-License-Identifier: GPL-2.0-or-later
// Which articles are versions of one, and under which ids the others are kept.
#include "common/fields/versions.h"

#include "indexer/extract/own_id.h"

#include <catch2/catch.hpp>

namespace versions_test {

using namespace dateline;

namespace {

Article with_body(const std::string& body) {
  Article article;
  article.id = "x-1-y";
  article.headline = "Ferry aground";
  article.body = body;
  article.published = {*make_date(2018, 5, 5), Evidence::Meta};
  return article;
}

}  // namespace

TEST_CASE("the numbers of rows are told from other ids", "[versions]") {
  for (const char* id : {"0", "1", "17", "000123", "row-17", "a17", "doc 5", "p1", "123456789"}) {
    CAPTURE(id);
    CHECK(is_counter(id));
  }
  for (const char* id : {"", "a", "hp-ferry", "2019-12-13-0042", "1234567890", "urn:uuid:1",
                         "https://hp.example/1", "hp-2018-0511", "1a"}) {
    CAPTURE(id);
    CHECK_FALSE(is_counter(id));
  }
}

TEST_CASE("headlines are alike if one has most of the other's letters", "[versions]") {
  const auto alike = [](const char* a, const char* b) {
    CHECK(are_headlines_alike(a, b) == are_headlines_alike(b, a));
    return are_headlines_alike(a, b);
  };
  CHECK(alike("River rises", "River rises, corrected"));
  CHECK(alike("Ferry late", "FERRY on time"));
  CHECK(alike("", "Ferry on time"));
  CHECK(alike("Мост закрыт", "Старый мост ЗАКРЫТ"));
  CHECK_FALSE(alike("Dam bursts in Oruba", "Minister resigns over dam"));
  CHECK_FALSE(alike("Fire in the city", "Storm in the bay"));
  CHECK_FALSE(alike("Council closes the pool", "Minister quits"));
}

TEST_CASE("versions of an article have text, headline or day in common", "[versions]") {
  const Article ferry = with_body("The ferry ran aground below the old quay.");
  const auto is_version = [&](const char* id, const Article& other) {
    return are_versions(id, gist_of(ferry), gist_of(other));
  };
  Article corrected = ferry;
  corrected.body = "The ferry ran aground above the old quay, its owners say.";
  corrected.headline = "Owners speak";
  corrected.published.date = *make_date(2018, 7, 1);
  CHECK(is_version("hp-ferry", corrected));
  CHECK(is_version("1", corrected));
  Article other = with_body("The pool opens.");
  other.headline = "Swimming again";
  CHECK(is_version("hp-ferry", other));  // of the same day
  CHECK_FALSE(is_version("1", other));
  other.published.date = {};
  CHECK(is_version("hp-ferry", other));
  CHECK_FALSE(is_version("1", other));
  other.published.date = *make_date(2018, 5, 6);
  CHECK_FALSE(is_version("hp-ferry", other));
  other.headline = ferry.headline;
  CHECK(is_version("hp-ferry", other));
  CHECK_FALSE(is_version("1", other));
  other.published = ferry.published;
  CHECK(is_version("1", other));
  other.headline.clear();
  CHECK_FALSE(is_version("1", other));
}

TEST_CASE("an article may be kept under its id, its file's or its own", "[versions]") {
  RawArticle raw;
  raw.id = "17";
  Article article = with_body("x");
  const auto second = [&](const std::string& file, const std::string& member) {
    raw.origin = {file, 3, 0, member};
    const auto ids = possible_ids("17", article, raw);
    REQUIRE(ids.size() == 3);
    CHECK(ids.front() == "17");
    CHECK(ids.back().starts_with("h-"));
    return ids[1];
  };
  CHECK(second("/in/t.csv", "") == "t.csv:17");
  CHECK(second("other/t.csv.gz", "") == "t.csv:17");
  CHECK(second("/in/all.zip", "a/b/t.csv") == "t.csv:17");
  CHECK(second("t.csv", "") == "t.csv:17");
  raw.id.clear();
  article.url = "https://hp.example/1";
  CHECK(possible_ids(article.url, article, raw).size() == 2);
}

}  // namespace versions_test
