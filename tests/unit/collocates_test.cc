// SPDX-License-Identifier: GPL-2.0-or-later
// Collocates against a count over the raw articles, word by word, with G² of the whole table.
#include "searcher/verbs/collocates/collocates.h"

#include "common/text/term.h"
#include "common/text/tokenizer.h"
#include "searcher/verbs/collocates/render.h"
#include "tests/unit/wire_archive.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace collocates_test {

using namespace dateline;
using namespace test;

namespace {

struct Counted {
  std::map<std::string, std::uint64_t> near;
  std::map<std::string, std::uint64_t> elsewhere;
  std::map<std::string, std::uint64_t> stories;  ///< with the word near a hit
  std::uint64_t words_near = 0;
  std::uint64_t words_elsewhere = 0;
};

/// Is the earlier, the longer, of the lesser id?
bool comes_before(const Article& a, const Article& b) {
  const auto date_a = when(a.published.date);
  const auto date_b = when(b.published.date);
  if (date_a != date_b) return date_a < date_b;
  const std::size_t words_a = text::tokens(a.body).size();
  const std::size_t words_b = text::tokens(b.body).size();
  return words_a != words_b ? words_a > words_b : a.id < b.id;
}

class Counter {
 public:
  Counter(const WireArchive& wire, std::string hit, std::size_t window, Copies copies)
      : wire_(wire), hit_(std::move(hit)), window_(window), copies_(copies) {}

  Counted count() {
    std::set<std::string> found;
    for (const Article& article : wire_.articles()) {
      if (has_hit(article)) found.insert(wire_.stories().at(article.id));
    }
    std::map<std::string, std::vector<const Article*>> counts;
    for (const Article& article : wire_.articles()) {
      const std::string& story = wire_.stories().at(article.id);
      if (found.contains(story) && !has_hit(article)) continue;
      std::vector<const Article*>& of_story = counts[story];
      of_story.push_back(&article);
      if (copies_ == Copies::First && of_story.size() == 2) {
        if (comes_before(*of_story[1], *of_story[0])) std::swap(of_story[0], of_story[1]);
        of_story.pop_back();
      }
    }
    for (const auto& [story, articles] : counts) {
      for (const Article* article : articles) add(*article);
    }
    return counted_;
  }

  text::TermMaker maker{"en"};

 private:
  std::vector<std::string> terms(const std::string& text) {
    std::vector<std::string> all;
    for (const text::Token& token : text::tokens(text)) {
      all.push_back(maker.term(token.in(text)));
    }
    return all;
  }
  bool has_hit(const Article& article) {
    for (const std::string* text : {&article.headline, &article.body}) {
      const std::vector<std::string> words = terms(*text);
      if (std::find(words.begin(), words.end(), hit_) != words.end()) return true;
    }
    return false;
  }
  void add(const Article& article) {
    std::set<std::string> met;
    for (const std::string* text : {&article.headline, &article.body}) {
      const std::vector<std::string> words = terms(*text);
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == hit_) continue;
        bool is_near = false;
        for (std::size_t j = i - std::min(i, window_); j <= i + window_ && j < words.size(); ++j) {
          is_near = is_near || words[j] == hit_;
        }
        ++(is_near ? counted_.near : counted_.elsewhere)[words[i]];
        ++(is_near ? counted_.words_near : counted_.words_elsewhere);
        if (is_near && met.insert(words[i]).second) ++counted_.stories[words[i]];
      }
    }
  }

  const WireArchive& wire_;
  std::string hit_;
  std::size_t window_;
  Copies copies_;
  Counted counted_;
};

/// Dunning 1993: four cells, observed and expected.
double textbook_g2(double k1, double n1, double k2, double n2) {
  const double p = (k1 + k2) / (n1 + n2);
  const auto cell = [](double observed, double expected) {
    return observed == 0 ? 0 : observed * std::log(observed / expected);
  };
  return 2 * (cell(k1, n1 * p) + cell(n1 - k1, n1 * (1 - p)) + cell(k2, n2 * p) +
              cell(n2 - k2, n2 * (1 - p)));
}

std::uint64_t at(const std::map<std::string, std::uint64_t>& counts, const std::string& term) {
  const auto found = counts.find(term);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("G2 of a table of two by two counts the other words, too", "[collocates]") {
  // Dunning's measure for "the swiss" in his corpus: 110 of 31,777 words elsewhere.
  CHECK(table_log_likelihood({110, 2'552, 2'442, 29'225}) ==
        Approx(textbook_g2(110, 2'552, 2'442, 29'225)).epsilon(1e-9));
  CHECK(table_log_likelihood({10, 100, 100, 1'000}) == Approx(0).margin(1e-9));
  CHECK(table_log_likelihood({10, 10, 0, 1'000}) == Approx(textbook_g2(10, 10, 0, 1'000)));
  CHECK(table_log_likelihood({5, 100, 5, 10'000}) > log_likelihood({5, 100, 5, 10'000}) - 1e-9);
}

TEST_CASE("p values are those of chi-squared with one degree of freedom", "[collocates]") {
  CHECK(p_value(0) == Approx(1));
  CHECK(p_value(3.841459) == Approx(0.05).epsilon(1e-5));
  CHECK(p_value(6.634897) == Approx(0.01).epsilon(1e-5));
  CHECK(p_value(10.827566) == Approx(0.001).epsilon(1e-5));
  CHECK(p_value(1e6) == 0);
}

TEST_CASE("collocates are what a count over the raw articles says", "[collocates]") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  WireArchive wire(random, 25);
  std::size_t compared = 0;
  for (int i = 0; i < 24; ++i) {
    CollocatesRequest request;
    request.search.archive = wire.here();
    request.search.today = *make_date(2020, 6, 15);
    request.search.query = wire.word(random);
    request.window = 1 + below(random, 7);
    request.copies = chance(random, 30) ? Copies::All : Copies::First;
    request.words.min = 1 + below(random, 3);
    request.words.top = 100'000;
    CAPTURE(request.search.query, request.window, request.copies == Copies::All, request.words.min);
    text::TermMaker maker("en");
    Counter counter(wire, maker.term(request.search.query), request.window, request.copies);
    const Counted wanted = counter.count();
    const CollocatesReport report = find_collocates(request);
    REQUIRE(report.near == wanted.words_near);
    REQUIRE(report.elsewhere == wanted.words_elsewhere);
    std::size_t more = 0;
    for (const auto& [term, times] : wanted.near) {
      const bool is_more =
          times * wanted.words_elsewhere > at(wanted.elsewhere, term) * wanted.words_near;
      if (is_more && times >= request.words.min) ++more;
    }
    REQUIRE(report.words.total == more);
    REQUIRE(report.words.words.size() == more);
    double last = 1e300;
    for (const KeyWord& word : report.words.words) {
      const std::string term = counter.maker.term(word.word);
      CAPTURE(word.word, term);
      REQUIRE(word.times == at(wanted.near, term));
      REQUIRE(word.other_times == at(wanted.elsewhere, term));
      REQUIRE(word.stories == at(wanted.stories, term));
      REQUIRE(word.g2 == Approx(textbook_g2(double(word.times), double(report.near),
                                            double(word.other_times), double(report.elsewhere)))
                             .epsilon(1e-6)
                             .margin(1e-6));
      REQUIRE(word.g2 <= last);
      last = word.g2;
      ++compared;
    }
  }
  CHECK(compared != 0);
}

TEST_CASE("collocates are refused where a shard is on a server, or do without it and say so",
          "[collocates]") {
  Random random(seed_of_run());
  WireArchive wire(random, 5);
  CollocatesRequest request;
  request.search.archive = wire.remote(1);
  request.search.query = wire.word(random);
  CHECK_THROWS_WITH(find_collocates(request), Catch::Contains("is on a server"));
  request.search.open.partial = true;
  CHECK(find_collocates(request).missing.size() == 1);
}

}  // namespace collocates_test
