// SPDX-License-Identifier: GPL-2.0-or-later
// Key words against a count over the raw articles, with G² by its textbook formula.
#include "searcher/verbs/keyness/keyness.h"

#include "common/segment/forward.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"
#include "tests/unit/wire_archive.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace keyness_test {

using namespace dateline;
using namespace test;

namespace {

/// Words of the articles that count.
struct Counted {
  std::map<std::string, std::uint64_t> times;
  std::map<std::string, std::uint64_t> stories;
  std::uint64_t words = 0;
  std::uint64_t articles = 0;
  std::uint64_t of_stories = 0;
};

class Counter {
 public:
  explicit Counter(const WireArchive& wire) : wire_(wire) {}

  /// One article of each story that is not among `without`: the earliest; of several the
  /// longest; of these the one whose id is the least.
  Counted count(const std::set<std::string>& ids, const std::set<std::string>& without) {
    std::map<std::string, const Article*> firsts;
    Counted counted;
    for (const Article& article : wire_.articles()) {
      const std::string& story = wire_.stories().at(article.id);
      if (!ids.contains(article.id) || without.contains(story)) continue;
      ++counted.articles;
      const Article*& first = firsts[story];
      if (first == nullptr || comes_before(article, *first)) first = &article;
    }
    counted.of_stories = firsts.size();
    for (const auto& [story, article] : firsts) {
      std::set<std::string> met;
      for (const std::string* text : {&article->headline, &article->body}) {
        for (const text::Token& token : text::tokens(*text)) {
          const std::string& term = maker.term(token.in(*text));
          ++counted.times[term];
          ++counted.words;
          if (met.insert(term).second) ++counted.stories[term];
        }
      }
    }
    return counted;
  }

  std::set<std::string> stories_of(const std::set<std::string>& ids) const {
    std::set<std::string> stories;
    for (const std::string& id : ids) stories.insert(wire_.stories().at(id));
    return stories;
  }

  text::TermMaker maker{"en"};

 private:
  static bool comes_before(const Article& a, const Article& b) {
    const auto date_a = when(a.published.date);
    const auto date_b = when(b.published.date);
    if (date_a != date_b) return date_a < date_b;
    const std::size_t words_a = text::tokens(a.body).size();
    const std::size_t words_b = text::tokens(b.body).size();
    return words_a != words_b ? words_a > words_b : a.id < b.id;
  }

  const WireArchive& wire_;
};

std::set<std::string> ids_of(SearchRequest request) {
  request.limit = 100'000;
  std::set<std::string> ids;
  for (const Hit& hit : search(request).hits) ids.insert(hit.id);
  return ids;
}

/// Rayson & Garside: expected frequencies first.
double textbook_g2(double a, double c, double b, double d) {
  const double e1 = c * (a + b) / (c + d);
  const double e2 = d * (a + b) / (c + d);
  return 2 * ((a > 0 ? a * std::log(a / e1) : 0) + (b > 0 ? b * std::log(b / e2) : 0));
}

/// A request to the archive about one of its words, with a minimum frequency.
KeynessRequest some_request(const WireArchive& wire, Random& random) {
  KeynessRequest request;
  request.search.archive = wire.here();
  request.search.today = *make_date(2020, 6, 15);
  request.search.query = wire.word(random);
  request.words.min = 1 + below(random, 4);
  return request;
}

}  // namespace

TEST_CASE("G2 and log ratio are those of a worked example", "[keyness]") {
  // Of two corpora of 10,000 and 20,000 words: expected are 10 and 20.
  CHECK(log_likelihood({20, 10'000, 10, 20'000}) ==
        Approx(2 * (20 * std::log(2.0) + 10 * std::log(0.5))).epsilon(1e-9));
  CHECK(log_likelihood({20, 10'000, 10, 20'000}) == Approx(13.863).epsilon(1e-4));
  CHECK(log_ratio({20, 10'000, 10, 20'000}) == Approx(2));
  CHECK(log_likelihood({5, 1'000, 10, 2'000}) == Approx(0).margin(1e-9));
  CHECK(log_ratio({8, 1'000, 0, 1'000}) == Approx(4));
  CHECK(log_ratio({5, 60'000, 0, 500}) == Approx(1));
  CHECK(log_ratio({0, 500, 5, 60'000}) == Approx(-1));
}

TEST_CASE("key words are what a count over the raw articles says", "[keyness]") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  WireArchive wire(random, 25);
  Counter counter(wire);
  std::size_t compared = 0;
  for (int i = 0; i < 24; ++i) {
    KeynessRequest request = some_request(wire, random);
    request.negative = i % 3 == 0;
    request.words.top = 100'000;
    if (chance(random, 50)) request.against = wire.word(random);
    CAPTURE(request.search.query, request.against.value_or("-"), request.negative,
            request.words.min);
    SearchRequest other = request.search;
    other.query = request.against.value_or("");
    const std::set<std::string> ids = ids_of(request.search);
    const Counted a = counter.count(ids, {});
    const Counted b = counter.count(
        ids_of(other), request.against ? std::set<std::string>() : counter.stories_of(ids));
    const KeynessReport report = find_keyness(request);
    REQUIRE(report.set.articles == a.articles);
    REQUIRE(report.set.stories == a.of_stories);
    REQUIRE(report.set.words == a.words);
    REQUIRE(report.other.articles == b.articles);
    REQUIRE(report.other.stories == b.of_stories);
    REQUIRE(report.other.words == b.words);
    std::set<std::string> wanted;
    const auto times_in = [](const std::map<std::string, std::uint64_t>& times,
                             const std::string& term) {
      const auto at = times.find(term);
      return at == times.end() ? 0 : at->second;
    };
    for (const auto* times : {&a.times, &b.times}) {
      for (const auto& [term, count] : *times) {
        const std::uint64_t in_a = times_in(a.times, term);
        const std::uint64_t in_b = times_in(b.times, term);
        const bool more = in_a * b.words > in_b * a.words;
        const bool less = in_a * b.words < in_b * a.words;
        if ((request.negative ? less : more) &&
            (request.negative ? in_b : in_a) >= request.words.min) {
          wanted.insert(term);
        }
      }
    }
    std::set<std::string> found;
    double last = 1e300;
    for (const KeyWord& word : report.words.words) {
      const std::string term = counter.maker.term(word.word);
      CAPTURE(word.word, term);
      REQUIRE(found.insert(term).second);
      REQUIRE(word.times == times_in(a.times, term));
      REQUIRE(word.other_times == times_in(b.times, term));
      REQUIRE(word.stories == times_in(a.stories, term));
      REQUIRE(word.other_stories == times_in(b.stories, term));
      REQUIRE(word.g2 == Approx(textbook_g2(double(word.times), double(a.words),
                                            double(word.other_times), double(b.words)))
                             .epsilon(1e-6)
                             .margin(1e-6));
      REQUIRE(word.g2 <= last);
      last = word.g2;
      ++compared;
    }
    REQUIRE(found == wanted);
    REQUIRE(report.words.total == wanted.size());
    // The top are the first of all.
    request.words.top = 3;
    const KeynessReport few = find_keyness(request);
    REQUIRE(few.words.words.size() == std::min<std::size_t>(3, report.words.words.size()));
    for (std::size_t k = 0; k < few.words.words.size(); ++k) {
      REQUIRE(few.words.words[k].g2 == report.words.words[k].g2);
    }
  }
  CHECK(compared != 0);
}

TEST_CASE("each side of key words has days of its own, and a stop list shortens only the list",
          "[keyness]") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  WireArchive wire(random, 25);
  Counter counter(wire);
  KeynessRequest request;
  request.search.archive = wire.here();
  request.search.from = "2015";
  request.against = "";
  request.against_to = "2014";
  request.words.min = 1;
  request.words.top = 100'000;
  SearchRequest before = request.search;
  before.from.clear();
  before.to = "2014";
  const KeynessReport report = find_keyness(request);
  CHECK(report.set.articles == ids_of(request.search).size());
  CHECK(report.other.articles == ids_of(before).size());
  // The rest of the archive can be bounded, too.
  request.against.reset();
  CHECK(find_keyness(request).other.articles <= ids_of(before).size());
  request.against = "";
  Temporary directory;
  const std::string file = (directory.path() / "stop").string();
  std::ofstream(file) << "The | an article\nAND\n# nothing\n";
  request.words.stop.add(file);
  request.words.stop.add("en");
  const KeynessReport shorter = find_keyness(request);
  CHECK(shorter.set.words == report.set.words);
  CHECK(shorter.words.total + shorter.words.stopped == report.words.total);
  const auto stopped = request.words.stop.terms({"en"});
  for (const KeyWord& word : shorter.words.words) {
    REQUIRE_FALSE(stopped.contains(segment::hash_of(counter.maker.term(word.word))));
  }
  CHECK_THROWS_WITH(request.words.stop.add((directory.path() / "none").string()),
                    Catch::Contains("no stop list and no file"));
  CHECK_THROWS_WITH(request.words.stop.add(directory.path().string()),
                    Catch::Contains("no stop list and no file"));
}

TEST_CASE("the words of both sets are the key words of each against the other", "[keyness]") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  WireArchive wire(random, 25);
  std::size_t compared = 0;
  for (int i = 0; i < 12; ++i) {
    KeynessRequest request = some_request(wire, random);
    request.against = wire.word(random);
    request.words.top = 1 + below(random, 40);
    CAPTURE(request.search.query, *request.against, request.words.min, request.words.top);
    Searcher searcher(request.search.archive);
    const auto both = find_words_of_both(request, searcher);
    for (const std::vector<KeyWord>& words : both) {
      const KeynessReport report = find_keyness(request);
      REQUIRE(words.size() == report.words.words.size());
      for (std::size_t k = 0; k < words.size(); ++k) {
        const KeyWord& word = report.words.words[k];
        REQUIRE(words[k].word == word.word);
        REQUIRE(words[k].times == word.times);
        REQUIRE(words[k].other_times == word.other_times);
        REQUIRE(words[k].stories == word.stories);
        REQUIRE(words[k].other_stories == word.other_stories);
        REQUIRE(words[k].g2 == word.g2);
        REQUIRE(words[k].log_ratio == word.log_ratio);
        ++compared;
      }
      std::swap(request.search.query, *request.against);
    }
  }
  CHECK(compared != 0);
}

TEST_CASE("key words are refused where a shard is on a server, or do without it and say so",
          "[keyness]") {
  Random random(seed_of_run());
  WireArchive wire(random, 5);
  KeynessRequest request;
  request.search.archive = wire.remote(1);
  request.search.query = wire.word(random);
  CHECK_THROWS_WITH(find_keyness(request), Catch::Contains("is on a server"));
  request.search.open.partial = true;
  CHECK(find_keyness(request).missing.size() == 1);
}

}  // namespace keyness_test
