// SPDX-License-Identifier: GPL-2.0-or-later
// The synthetic corpus is what the benchmark's README says it is.
#include "tests/bench/corpus.h"

#include "tests/bench/formats.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

namespace dateline::bench {
namespace {

std::string as_jsonl(std::uint64_t articles, std::uint64_t seed) {
  Corpus corpus(articles, seed);
  SyntheticArticle article;
  std::string out;
  while (corpus.next(article)) append_jsonl(article, out);
  return out;
}

std::vector<SyntheticArticle> all_articles(std::uint64_t count) {
  Corpus corpus(count, 1);
  std::vector<SyntheticArticle> articles;
  SyntheticArticle article;
  while (corpus.next(article)) articles.push_back(article);
  return articles;
}

/// The share of all words that the ranks [first, last) should have.
double expected_share(std::uint32_t first, std::uint32_t last) {
  const std::vector<double> weights =
      zipf_weights(Vocabulary::kWords, Vocabulary::kExponent, Vocabulary::kShift);
  double part = 0;
  double sum = 0;
  for (std::uint32_t rank = 0; rank < weights.size(); ++rank) {
    sum += weights[rank];
    if (rank >= first && rank < last) part += weights[rank];
  }
  return part / sum;
}

}  // namespace

TEST_CASE("the same seed gives the same bytes", "[bench]") {
  const std::string once = as_jsonl(50, 7);
  CHECK(once == as_jsonl(50, 7));
  CHECK(once != as_jsonl(50, 8));
  CHECK(std::count(once.begin(), once.end(), '\n') == 50);
}

TEST_CASE("the words of the vocabulary are distinct and lower-case", "[bench]") {
  const Vocabulary vocabulary;
  std::vector<std::string_view> words;
  words.reserve(Vocabulary::kWords);
  for (std::uint32_t rank = 0; rank < Vocabulary::kWords; ++rank) {
    words.push_back(vocabulary.word(rank));
  }
  CHECK(words.front() == "the");
  CHECK(std::all_of(words.begin(), words.end(), [](std::string_view word) {
    return !word.empty() &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }));
  std::sort(words.begin(), words.end());
  CHECK(std::adjacent_find(words.begin(), words.end()) == words.end());
}

TEST_CASE("synthetic articles are shaped like news", "[bench]") {
  static const std::vector<SyntheticArticle> articles = all_articles(2000);
  REQUIRE(articles.size() == 2000);

  SECTION("lengths") {
    std::vector<std::size_t> lengths;
    lengths.reserve(articles.size());
    for (const SyntheticArticle& article : articles) lengths.push_back(article.ranks.size());
    std::sort(lengths.begin(), lengths.end());
    CHECK(lengths.front() >= 30);
    CHECK(lengths.back() <= 5000);
    CHECK(static_cast<double>(lengths[lengths.size() / 2]) == Approx(400).epsilon(0.1));
  }

  SECTION("dates") {
    using std::chrono::sys_days;
    std::size_t weekend = 0;
    for (std::size_t i = 0; i < articles.size(); ++i) {
      const auto date = articles[i].date;
      REQUIRE(date.ok());
      CHECK(date >= Calendar::kFirst);
      CHECK(date <= Calendar::kLast);
      if (i > 0) CHECK(sys_days(articles[i - 1].date) - sys_days(date) < std::chrono::days(14));
      if (std::chrono::weekday(sys_days(date)).iso_encoding() >= 6) ++weekend;
    }
    const double share = static_cast<double>(weekend) / static_cast<double>(articles.size());
    CHECK(share == Approx(0.85 / 5.85).epsilon(0.2));
  }

  SECTION("datelines and paragraphs") {
    std::size_t datelines = 0;
    std::size_t paragraphs = 0;
    for (const SyntheticArticle& article : articles) {
      if (article.body.find(") - ") != std::string::npos) ++datelines;
      if (article.body.find("\n\n") != std::string::npos) ++paragraphs;
      CHECK(article.body.back() == '.');
      CHECK(article.body.find('\0') == std::string::npos);
      const auto blanks = std::count(article.headline.begin(), article.headline.end(), ' ');
      CHECK(blanks >= 5);
      CHECK(blanks <= 11);
    }
    CHECK(datelines > 900);
    CHECK(datelines < 1100);
    CHECK(paragraphs > 1800);
  }

  SECTION("Zipf's law") {
    std::vector<std::uint64_t> count(Vocabulary::kWords);
    double words = 0;
    for (const SyntheticArticle& article : articles) {
      for (const std::uint32_t rank : article.ranks) ++count[rank];
      words += static_cast<double>(article.ranks.size());
    }
    for (const auto& [first, last] : std::vector<std::pair<std::uint32_t, std::uint32_t>>{
             {0, 1}, {10, 20}, {100, 200}, {1'000, 2'000}, {10'000, 20'000}, {100'000, 500'000}}) {
      std::uint64_t seen = 0;
      for (std::uint32_t rank = first; rank < last; ++rank) seen += count[rank];
      CHECK(static_cast<double>(seen) / words == Approx(expected_share(first, last)).epsilon(0.05));
    }
  }
}

TEST_CASE("sources are many and unequal", "[bench]") {
  Corpus corpus(20'000, 1);
  SyntheticArticle article;
  std::map<std::string, std::size_t> sources;
  while (corpus.next(article)) ++sources[article.source];
  CHECK(sources.size() >= 150);
  CHECK(sources.size() <= 200);
  std::vector<std::size_t> counts;
  counts.reserve(sources.size());
  for (const auto& [name, count] : sources) counts.push_back(count);
  std::sort(counts.rbegin(), counts.rend());
  CHECK(counts.front() > 50 * counts.back());
}

TEST_CASE("both formats carry the same article", "[bench]") {
  SyntheticArticle article;
  article.id = "syn-1";
  article.headline = "A \"quote\"";
  article.body = "One.\n\nTwo.";
  article.date = Calendar::kLast;
  article.source = "Paris Herald";
  article.section = "World";
  article.author = "Anna Adler";
  std::string out;
  append_jsonl(article, out);
  CHECK(out == R"({"id":"syn-1","title":"A \"quote\"","text":"One.\n\nTwo.","date":"2019-12-31",)"
               R"("source":"Paris Herald","section":"World","author":"Anna Adler","language":"en"})"
               "\n");
  out.clear();
  append_scriptindex(article, out);
  CHECK(out ==
        "id=syn-1\ntitle=A \"quote\"\nbody=One.\n=\n=Two.\ndate=20191231\nsource=Paris Herald\n\n");
}

}  // namespace dateline::bench
