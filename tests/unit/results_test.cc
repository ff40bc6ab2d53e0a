// SPDX-License-Identifier: GPL-2.0-or-later
// What is shown of an article that was found: marks, passages, pages, bytes of each format.
#include "common/engine/query/parser.h"
#include "searcher/find/cursor.h"
#include "searcher/find/highlighter.h"
#include "searcher/find/snippet.h"
#include "searcher/render/counts.h"
#include "searcher/render/hits.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace results_test {

using namespace dateline;

namespace {

/// The text with its matches in square brackets.
std::string shown(const Snippet& snippet) {
  std::string out;
  std::size_t at = 0;
  for (const query::Span match : snippet.matches) {
    out += snippet.text.substr(at, match.begin - at) + "[" +
           snippet.text.substr(match.begin, match.end - match.begin) + "]";
    at = match.end;
  }
  return out + snippet.text.substr(at);
}

Highlighter highlighter(std::string_view query) {
  return Highlighter(query::parse(query, {*make_date(2019, 12, 13)}));
}

std::string marked(std::string_view query, const std::string& text,
                   const std::string& language = "en", bool headline = false) {
  Highlighter marker = highlighter(query);
  return shown(whole(text, headline ? marker.mark(text, "", language).headline
                                    : marker.mark("", text, language).body));
}

std::string passage(std::string_view query, const std::string& text) {
  return shown(make_snippet(text, highlighter(query).mark("", text, "en").body));
}

std::string filler(std::size_t sentences) {
  std::string text;
  for (std::size_t i = 0; i < sentences; ++i) text += "Nothing of note was said on this day. ";
  return text;
}

SearchResult one_hit() {
  Hit hit;
  hit.rank = 1;
  hit.score = 2.5;
  hit.article.id = "a1";
  hit.article.headline = "=SUM(A1) \x1B[31m\"quoted\", with comma";
  hit.article.source = "-The Times";
  hit.article.authors = {"Ann Lee", "@bo"};
  hit.article.published = {*make_date(2019, 12, 0), Evidence::Header};
  hit.article.flags = {Flag::DateConflict};
  hit.story = {"00000000000000ab", 2, false};
  hit.headline = {hit.article.headline, {}};
  hit.passage = {"Über Zürich hinweg", {{6, 13}}};
  SearchResult result;
  result.total = 12'345;
  result.stories = 9'000;
  result.hits.push_back(hit);
  return result;
}

}  // namespace

TEST_CASE("words are marked in all forms that share their stem, in the article's language") {
  CHECK(marked("repatriation", "Repatriated and repatriating: repatriates.") ==
        "[Repatriated] and [repatriating]: [repatriates].");
  CHECK(marked("zurich", "In Zürich.") == "In [Zürich].");
  CHECK(marked("régions", "Les région et les regions", "fr") == "Les [région] et les [regions]");
}

TEST_CASE("words of a phrase are marked only where the phrase occurs") {
  CHECK(marked("\"open skies\"", "open doors, open skies, skies open") ==
        "open doors, [open] [skies], skies open");
}

TEST_CASE("words of proximity operators are marked only where they stand near each other") {
  CHECK(marked("dam w/2 flood", "A dam. A flood, no dam, and a wide, wide, wide dam; floods.") ==
        "A [dam]. A [flood], no [dam], and a wide, wide, wide [dam]; [floods].");
  CHECK(marked("flood pre/2 dam", "A dam, a flood, a dam. Floods.") ==
        "A dam, a [flood], a [dam]. Floods.");
  CHECK(marked("dam w/s flood", "A dam. A flood of dams. The flood.") ==
        "A dam. A [flood] of [dams]. The flood.");
  CHECK(marked("dam w/p flood", "A dam.\n\nA flood. Dams.\n\nThe flood.") ==
        "A dam.  A [flood]. [Dams].  The flood.");
  CHECK(marked("(\"open skies\" OR treat*) w/2 (Moscow pre/1 said)",
               "Treaty, Moscow said, open skies. Moscow, skies. Open treaties.") ==
        "[Treaty], [Moscow] [said], [open] [skies]. Moscow, skies. Open treaties.");
  CHECK(marked("dam w/2 flood w/2 storm", "dam flood; dam storm flood; storm") ==
        "dam [flood]; [dam] [storm] [flood]; storm");
  CHECK(marked("war w/1 war", "war, war and war") == "[war], [war] and war");
  CHECK(marked("(dam w/1 flood) storm dam", "flood dam, storm, flood of dam") ==
        "[flood] [dam], [storm], flood of [dam]");
  CHECK(marked("atleast2(dam w/1 burst)", "dam burst, dam, burst dam") ==
        "[dam] [burst], [dam], [burst] [dam]");
  CHECK(marked("re-elect w/2 mayor", "re-elect the mayor; reelect a mayor") ==
        "[re]-[elect] the [mayor]; [reelect] a [mayor]");
}

TEST_CASE("what is near none of the others is marked, but none of these") {
  CHECK(marked("fire notnear/2 cease", "Fire. Cease the fire. A fire, a long cease.") ==
        "Fire. Cease the fire. A [fire], a long cease.");
  CHECK(marked("fire notnear/s cease", "Fire, they cease. A fire.") ==
        "Fire, they cease. A [fire].");
  CHECK(marked("fire notnear/p cease", "Fire. Cease.\n\nA fire.") == "Fire. Cease.  A [fire].");
  CHECK(marked("fire notnear/1 \"fire brigade\"", "fire brigade of fire") ==
        "fire brigade of [fire]");
  CHECK(marked("(fire notnear/1 cease) w/2 gaza", "cease fire Gaza, fire in Gaza") ==
        "cease fire [Gaza], [fire] in [Gaza]");
  CHECK(marked("fire notnear/1 cease notnear/1 brigade", "cease fire, fire, brigade, fire") ==
        "cease fire, fire, brigade, fire");
  CHECK(marked("fire* notnear/2 (cease OR brig*)", "firemen of a brigade; firewall") ==
        "[firemen] of a brigade; firewall");
}

TEST_CASE("the words of a name are marked where they stand together, and small words are none") {
  CHECK(marked("name:\"Muammar Gadhafi\"",
               "Moamer al-Kadhafi, M. Qaddafi. Later in the day came Khadafy, his son, Muammar") ==
        "[Moamer] al-[Kadhafi], [M]. [Qaddafi]. Later in the day came Khadafy, his son, Muammar");
  CHECK(marked("name:gadhafi", "Gaddafi, gaddafi, GHEDDAFI, Gandhi") ==
        "[Gaddafi], gaddafi, [GHEDDAFI], Gandhi");
  CHECK(marked("names(gadhafi, not kadafi)", "Gaddafi or Kadafi") == "[Gaddafi] or Kadafi");
  CHECK(marked("name:\"Kim Jong Il\"", "Kim Jong-il, Jongil Kim, Kim Jong-un") ==
        "[Kim] [Jong]-[il], [Jongil] [Kim], Kim Jong-un");
  CHECK(marked("name:\"Osama bin Laden\"", "Usama Binladin, he said to one. Laden") ==
        "[Usama] [Binladin], he said to one. Laden");
}

TEST_CASE("wildcards mark what begins so, exclusions and filters mark nothing") {
  CHECK(marked("flo*", "Floods, a flower, aloft") == "[Floods], a [flower], aloft");
  CHECK(marked("water -flood source:water", "flood water") == "flood [water]");
  CHECK(marked("-flood", "flood water") == "flood water");
}

TEST_CASE("words asked for in the headline are marked there only") {
  CHECK(marked("title:flood", "flood", "en", true) == "[flood]");
  CHECK(marked("title:flood", "flood", "en", false) == "flood");
}

TEST_CASE("a passage holds the most different words of the query") {
  const std::string text = filler(20) + "First the dam alone, the dam, the dam. " + filler(20) +
                           "Then the dam met a flood. " + filler(20);
  const std::string found = passage("dam flood", text);
  CHECK_THAT(found, Catch::StartsWith("…Then the [dam] met a [flood]."));
  CHECK_THAT(found, Catch::EndsWith("…"));
}

TEST_CASE("a passage without any of the words is the beginning, and a short text is whole") {
  CHECK_THAT(passage("dam", "The first sentence. " + filler(20)),
             Catch::StartsWith("The first sentence."));
  CHECK(passage("dam", "All there is.") == "All there is.");
  CHECK(passage("dam", "").empty());
  CHECK(passage("dam", "\n\n--").size() <= 4);
}

TEST_CASE("a passage near the end has sentences before it, and a short text is whole") {
  CHECK(passage("dam", filler(2) + "It broke. The dam.") == filler(2) + "It broke. The [dam].");
  CHECK(passage("dam", filler(9) + "It broke. The dam.") ==
        "…" + filler(4) + "It broke. The [dam].");
}

TEST_CASE("passages of hostile text stay short and whole") {
  const std::string one_word(200'000, 'x');
  CHECK(passage("dam", one_word + " dam " + one_word).find("[dam]") != std::string::npos);
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "dam ";
  CHECK(passage("dam", many).size() < 600);
}

TEST_CASE("a cursor fits its query and its revision, and nothing else does") {
  const std::string cursor = make_cursor({"query", 7}, 20);
  CHECK(read_cursor(cursor, {"query", 7}) == 20);
  CHECK_THROWS_WITH(read_cursor(cursor, {"other", 7}), Catch::Contains("not a page of this query"));
  CHECK_THROWS_WITH(read_cursor(cursor, {"query", 8}), Catch::Contains("has changed"));
  for (const char* forged :
       {"", ".", "7.14", "7.14.", "7.14.00000000", "x", "7.ffffffffffffffff.0",
        "99999999999999999999.1.1", "7.14.00000000.2018", "7.14.00000000.", "7.14.2018"}) {
    CAPTURE(forged);
    CHECK_THROWS_WITH(read_cursor(forged, {"query", 7}), Catch::Contains("not a page"));
  }
}

TEST_CASE("a cursor fits the shards that its page was made of, and no others") {
  const std::string whole = make_cursor({"query", 7}, 20);
  const std::string without = make_cursor({"query", 7, {"2018", "2019-05"}}, 20);
  CHECK(read_cursor(without, {"query", 7, {"2018", "2019-05"}}) == 20);
  const auto refused = [](const std::string& cursor, std::vector<std::string> missing,
                          const std::string& why) {
    CAPTURE(cursor, why);
    CHECK_THROWS_WITH(read_cursor(cursor, {"query", 7, std::move(missing)}), Catch::Equals(why));
  };
  refused(without, {},
          "that page was made without shards 2018, 2019-05, which can be searched now");
  refused(without, {"2018"}, "that page was made without shard 2019-05, which can be searched now");
  refused(whole, {"undated"},
          "that page was made with shard undated, which cannot be searched now");
  refused(without, {"2018", "2020"},
          "that page was made without shard 2019-05, which can be searched now, and with shard "
          "2020, which cannot be searched now");
  // Where a page begins is known before it is known which shards answer.
  CHECK(offset_in(without, {"query", 7}) == 20);
  CHECK(offset_in(whole, {"query", 7, {"2018"}}) == 20);
  CHECK_THROWS_WITH(offset_in(without, {"other", 7}), Catch::Contains("not a page"));
  CHECK_THROWS_WITH(offset_in(without, {"query", 8}), Catch::Contains("has changed"));
  // The omissions in a cursor cannot be copied into another.
  for (const std::string& forged : {whole + ".2018", without + ",2020", without + ","}) {
    CAPTURE(forged);
    CHECK_THROWS_WITH(read_cursor(forged, {"query", 7}), Catch::Contains("not a page"));
  }
}

TEST_CASE("CSV is quoted by RFC 4180, and no cell is a formula or commands a terminal") {
  const std::string csv = render_csv({}, one_hit());
  CHECK(
      csv ==
      "rank,score,id,published,source,agencies,place,authors,section,pages,tags,language,headline,"
      "url,flags,snippet,missing,story,story_articles,story_first\r\n"
      "1,2.500,a1,2019-12,'-The Times,,,Ann Lee; @bo,,,,,"
      "\"'=SUM(A1) \uFFFD[31m\"\"quoted\"\", with comma\",,date-conflict,Über Zürich "
      "hinweg,,00000000000000ab,2,false\r\n");
}

TEST_CASE("JSON counts characters, not bytes, and says that a count is exact") {
  SearchRequest request;
  request.query = "zürich";
  const Json json = Json::parse(render_json(request, one_hit()));
  CHECK(json.at("total") == Json{{"count", 12'345}, {"exact", true}, {"stories", 9'000}});
  CHECK(json.at("hits")[0].at("snippet").at("matches") == Json::parse("[[5, 6]]"));
  CHECK(json.at("hits")[0].at("published") == "2019-12");
  CHECK(json.at("next_page").is_null());
  CHECK_FALSE(json.at("hits")[0].contains("body"));
  const std::string lines = render_json_lines({}, one_hit());
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 1);
}

TEST_CASE("text shows no control character, and colour only when asked") {
  const std::string plain = render_text(one_hit(), {60, false});
  CHECK(plain.find('\x1B') == std::string::npos);
  CHECK_THAT(plain, Catch::Contains("Dec 2019"));
  CHECK_THAT(plain, Catch::Contains("date-conflict"));
  CHECK_THAT(plain, Catch::Contains("12,345 articles"));
  const std::string colored = render_text(one_hit(), {60, true});
  CHECK_THAT(colored, Catch::Contains("\x1B[1;33mZürich\x1B[0m"));
  CHECK(colored.find("\x1B[31m\"quoted\"") == std::string::npos);
}

TEST_CASE("counts are given in words") {
  CHECK(count_text(1) == "1 article");
  CHECK(count_text(12'345) == "12,345 articles");
}

}  // namespace results_test
