// SPDX-License-Identifier: GPL-2.0-or-later
// Concordances against a count over the raw articles, word by word.
#include "common/terminal/terminal.h"
#include "common/text/fold.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"
#include "searcher/render/columns.h"
#include "searcher/verbs/kwic/render.h"
#include "tests/unit/wire_archive.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace kwic_test {

using namespace dateline;
using namespace test;

namespace {

/// Places of a word in a text: runs of it, as repetitions are one place.
std::size_t places_in(const std::string& text, const std::string& stem, text::TermMaker& maker) {
  std::size_t places = 0;
  const std::vector<text::Token> words = text::tokens(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (maker.term(words[i].in(text)) != stem) continue;
    const bool follows =
        i != 0 && maker.term(words[i - 1].in(text)) == stem &&
        text.substr(words[i - 1].end, words[i].begin - words[i - 1].end).find('\n') ==
            std::string::npos;
    if (!follows) ++places;
  }
  return places;
}

std::vector<std::string> folded_words(const std::string& text) {
  std::vector<std::string> words;
  for (const text::Token& token : text::tokens(text)) words.push_back(text::fold(token.in(text)));
  return words;
}

KwicLine a_line(const std::string& left, const std::string& keyword, const std::string& right) {
  return {left, keyword, right, false, "id-1", "The Harbour Post", "", *make_date(2019, 12, 13)};
}

}  // namespace

TEST_CASE("a concordance has every place of a word, from segments and from servers", "[kwic]") {
  CAPTURE(seed_of_run());
  Random random(seed_of_run());
  WireArchive wire(random, 15);
  text::TermMaker maker("en");
  for (int i = 0; i < 25; ++i) {
    KwicRequest request;
    request.search.query = wire.word(random);
    request.search.today = *make_date(2020, 6, 15);
    request.sort = static_cast<KwicSort>(below(random, 4));
    request.limit = 1'000'000;
    request.search.archive = i % 5 == 0 ? wire.remote(1) : wire.here();
    CAPTURE(request.search.query, static_cast<int>(request.sort));
    const std::string stem = maker.term(request.search.query);
    std::uint64_t places = 0;
    std::uint64_t articles = 0;
    for (const Article& article : wire.articles()) {
      const std::size_t here =
          places_in(article.headline, stem, maker) + places_in(article.body, stem, maker);
      places += here;
      articles += here != 0 ? 1 : 0;
    }
    const Concordance found = make_concordance(request);
    REQUIRE(found.places == places);
    REQUIRE(found.articles == articles);
    REQUIRE(found.with_places == articles);
    REQUIRE(found.lines.size() == places);
    for (const KwicLine& line : found.lines) {
      for (const text::Token& token : text::tokens(line.keyword)) {
        REQUIRE(maker.term(token.in(line.keyword)) == stem);
      }
    }
    const auto in_order = [&](const KwicLine& a, const KwicLine& b) {
      std::vector<std::string> left_a = folded_words(a.left);
      std::vector<std::string> left_b = folded_words(b.left);
      std::reverse(left_a.begin(), left_a.end());
      std::reverse(left_b.begin(), left_b.end());
      switch (request.sort) {
        case KwicSort::Left:
          return left_a <= left_b;
        case KwicSort::Right:
          return folded_words(a.right) <= folded_words(b.right);
        case KwicSort::Source:
          return text::fold(a.source) <= text::fold(b.source);
        case KwicSort::Date:
          break;
      }
      return !b.published.known() ||
             (a.published.known() && when(a.published) >= when(b.published));
    };
    for (std::size_t k = 1; k < found.lines.size(); ++k) {
      REQUIRE(in_order(found.lines[k - 1], found.lines[k]));
    }
    // The first lines are those of a shorter concordance.
    request.limit = 1 + below(random, 10);
    const Concordance few = make_concordance(request);
    REQUIRE(few.places == places);
    REQUIRE(few.lines.size() == std::min<std::size_t>(request.limit, places));
    for (std::size_t k = 0; k < few.lines.size(); ++k) {
      REQUIRE(few.lines[k].id == found.lines[k].id);
      REQUIRE(few.lines[k].left == found.lines[k].left);
    }
  }
}

TEST_CASE("keywords of a concordance are below each other, and lines keep to the width", "[kwic]") {
  Concordance found;
  found.places = found.articles = found.with_places = 3;
  found.lines = {a_line("In the hills the ", "dam", ", they said, has held for years"),
                 a_line("", "Dam", " of the year"),
                 a_line("水水水水水水水水水水水水水水水水水水水水水水水水 the \x1B[31m ", "dam",
                        std::string(300, 'x'))};
  for (const std::size_t width : {60U, 80U, 133U}) {
    const std::string text = render_kwic_text(found, {width, false});
    std::size_t column = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::string line = text.substr(at, text.find('\n', at) - at);
      at += line.size() + 1;
      CHECK(display_width(line) <= width);
      CHECK(line.find('\x1B') == std::string::npos);
      const std::size_t here = display_width(line.substr(0, line.find(found.lines[i].keyword)));
      if (i != 0) CHECK(here == column);
      column = here;
    }
    CHECK_THAT(text, Catch::Contains("\n3 occurrences in 3 articles\n"));
    CHECK_THAT(text, Catch::Contains("[1] id id-1\n"));
  }
}

TEST_CASE("tables of a concordance cannot run in a spreadsheet, and have no tabs in cells",
          "[kwic]") {
  KwicRequest request;
  Concordance found;
  found.lines = {a_line("=SUM(A1) ", "a\tb", "c, \"d\"")};
  CHECK(render_kwic_table(request, found, false) ==
        "id,published,source,field,left,keyword,right\r\n"
        "id-1,2019-12-13,The Harbour Post,body,'=SUM(A1),a b,\"c, \"\"d\"\"\"\r\n");
  CHECK(render_kwic_table(request, found, true) ==
        "id\tpublished\tsource\tfield\tleft\tkeyword\tright\n"
        "id-1\t2019-12-13\tThe Harbour Post\tbody\t'=SUM(A1)\ta b\tc, \"d\"\n");
}

TEST_CASE("text is cut at columns, not at bytes", "[kwic]") {
  CHECK(first_columns("abcdef", 6) == "abcdef");
  CHECK(first_columns("abcdef", 4) == "abc…");
  CHECK(last_columns("abcdef", 4) == "…def");
  CHECK(first_columns("水水水", 4) == "水…");
  CHECK(last_columns("水水水", 5) == "…水水");
  CHECK(filled_before("é", 3) == "  é");
  CHECK(filled("水", 3) == "水 ");
}

}  // namespace kwic_test
