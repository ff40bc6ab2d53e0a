// SPDX-License-Identifier: GPL-2.0-or-later
// Which of the dates on a page is that of publication: the words beside it decide, and what the
// page states for programs comes first.
#include "indexer/extract/understand.h"
#include "indexer/readers/html/page.h"

#include <algorithm>
#include <string>
#include <variant>

#include <catch2/catch.hpp>

namespace page_dates_test {

using namespace dateline;  // NOLINT: a test reads better so

namespace {

const std::string kProse =
    "<p>The dam above the town of Oruba burst on Friday evening after a week of heavy rain, and "
    "the "
    "water reached the market before the sirens were heard. The mayor asked the people of the "
    "valley "
    "to stay away from the river. Nobody was hurt.</p>";

RawArticle read(const std::string& head, const std::string& lines) {
  const std::string page = "<html><head><title>The man who built the dam</title>" + head +
                           "</head><body><h1>The man who built the dam</h1>" + lines + kProse +
                           kProse + "</body></html>";
  const std::vector<ReadResult> results = html::read_page(page, {{"file", 0, 0}, "", ""});
  REQUIRE(results.size() == 1);
  REQUIRE(std::holds_alternative<RawArticle>(results.front()));
  return std::get<RawArticle>(results.front());
}

/// The day of publication, as the page says; empty when there is none.
std::string day(const std::string& head, const std::string& lines) {
  const RawArticle raw = read(head, lines);
  const DateResult result = parse_stated_date(raw.date).result;
  const Date* const date = std::get_if<Date>(&result);
  return date == nullptr ? "" : iso(*date).substr(0, 10);
}

const std::string kMeta = R"(<meta name="date" content="2019-04-05">)";

std::string script(const std::string& text) {
  return R"(<script type="application/ld+json">)" + text + "</script>";
}

const std::string kJson =
    R"({"@context":"https://schema.org","@type":"NewsArticle","headline":"The man who built the dam",)"
    R"("datePublished":"2024-12-06T22:00:40Z","author":[{"@type":"Person","name":"Jane Roe"}]})";

}  // namespace

TEST_CASE("a date with other words beside it is that of something else", "[page-dates]") {
  for (const std::string line : {"Born 7 May 1956",
                                 "Born: 7 May 1956",
                                 "Founded 3 March 1911",
                                 "Founded: 3 March 1911",
                                 "Photo taken 3 March 2011",
                                 "Photo: Jane Roe, 3 March 2011",
                                 "Died 3 June 2010",
                                 "Built 3 March 1911",
                                 "Opened on 3 March 1911",
                                 "Deadline: 3 March 2011",
                                 "Event date: 3 March 2011",
                                 "Accessed 3 March 2011",
                                 "Date of birth: 7 May 1956",
                                 "geboren am 7. Mai 1956",
                                 "Gegründet: 3. März 1911",
                                 "né le 7 mai 1956",
                                 "Nacido el 7 de mayo de 1956",
                                 "родился 7 мая 1956",
                                 "1956年5月7日生まれ",
                                 "出生于1956年5月7日",
                                 "3 March 2011 – 5 April 2012",
                                 "3 March 1911: the dam opens",
                                 "7 May 1956 was a Monday"}) {
    INFO(line);
    CHECK(day("", "<p>" + line + "</p>").empty());
    CHECK(day(kMeta, "<p>" + line + "</p>") == "2019-04-05");
    CHECK(day("", "<p>" + line + "</p><p>5 April 2019</p>") == "2019-04-05");
  }
}

TEST_CASE("a date alone, with a byline, a place, a clock or words of publication", "[page-dates]") {
  for (const std::string line : {"5 April 2019",
                                 "Published 5 April 2019",
                                 "Published: 5 April 2019",
                                 "Posted on 5 April 2019",
                                 "By Jane Roe, 5 April 2019",
                                 "By Jane Roe 5 April 2019",
                                 "Oruba, 5 April 2019",
                                 "Jane Roe | 5 April 2019",
                                 "Jane Roe, Oruba, 5 April 2019",
                                 "Friday 5 April 2019",
                                 "5 April 2019 at 10:15",
                                 "5 April 2019 by Jane Roe",
                                 "Veröffentlicht am 5. April 2019",
                                 "Von Jane Roe, 5.4.2019",
                                 "Publié le 5 avril 2019",
                                 "Oruba, 5 de abril de 2019",
                                 "Опубликовано: 5 апреля 2019",
                                 "2019年4月5日",
                                 "发布时间：2019-04-05 10:15",
                                 "Published 5 April 2019, updated 6 April 2019"}) {
    INFO(line);
    CHECK(day("", "<p>" + line + "</p>") == "2019-04-05");
  }
}

TEST_CASE("a meta element gives way only to a line that says it is published", "[page-dates]") {
  CHECK(day(kMeta, "<p>7 April 2019</p>") == "2019-04-05");
  CHECK(day(kMeta, "<p>Oruba, 7 April 2019</p>") == "2019-04-05");
  CHECK(day(kMeta, "<p>Published 7 April 2019</p>") == "2019-04-07");
  CHECK(day(R"(<meta property="article:published_time" content="2019-04-05">)",
            "<p>Published 7 April 2019</p>") == "2019-04-05");
}

TEST_CASE("a date in a part that serves something else", "[page-dates]") {
  for (const std::string part :
       {"<figure><figcaption>3 March 2011</figcaption></figure>", "<aside>3 March 2011</aside>",
        "<div class='infobox'>3 March 1911</div>", "<div class='author-bio'>7 May 1956</div>",
        "<div class='event-box'>3 March 2011</div>", "<dl><dt>Born</dt><dd>7 May 1956</dd></dl>",
        "<div>Founded</div><div>3 March 1911</div>",
        "<table><tr><th>Opened</th><td>3 March 1911</td></tr></table>"}) {
    INFO(part);
    CHECK(day("", part).empty());
  }
  CHECK(day("", "<dl><dt>Published</dt><dd>5 April 2019</dd></dl>") == "2019-04-05");
}

TEST_CASE("JSON-LD is read as browsers and crawlers read it", "[page-dates]") {
  const std::string later =
      R"(<meta property="article:published_time" content="2024-12-07T12:43:39Z">)";
  for (const std::string& text :
       {kJson, "\n//<![CDATA[\n" + kJson + "\n//]]>\n", "<![CDATA[" + kJson + "]]>",
        "/* <![CDATA[ */" + kJson + "/* ]]> */", "/*<![CDATA[*/" + kJson + "/*]]>*/",
        "<!--\n" + kJson + "\n-->", "//<!--\n" + kJson + "\n//-->", kJson + ";",
        "// [1] the article\n" + kJson, "/* {of the article} */ " + kJson, kJson + kJson,
        "//<![CDATA[\n[" + kJson + "]\n//]]>", kJson.substr(0, kJson.size() - 1) + ",}",
        kJson.substr(0, kJson.size() - 1)}) {
    INFO(text);
    const RawArticle raw = read(later + script(text), "");
    CHECK(raw.date == "2024-12-06T22:00:40Z");
    CHECK(raw.authors == std::vector<std::string>{"Jane Roe"});
    CHECK_FALSE(raw.is_data_damaged);
  }
  CHECK(day(script(R"({"@type":"NewsArticle","datePublished":1576232100000})"), "") ==
        "2019-12-13");
  CHECK(day(script(R"({"@type":"NewsArticle","datePublished":1576232100})"), "") == "2019-12-13");
  CHECK(day(script(R"({"@type":"NewsArticle","datePublished":"0001-01-01T00:00:00Z",)"
                   R"("dateCreated":"2019-04-05"})"),
            "") == "2019-04-05");
}

TEST_CASE("a script that says it is about an article and cannot be parsed", "[page-dates]") {
  const std::string damaged =
      R"({"@type":"NewsArticle","headline":"He said "no"","datePublished":"2019-04-05"})";
  const RawArticle raw = read(script(damaged), "");
  CHECK(raw.is_data_damaged);
  CHECK(raw.date == "2019-04-05");
  const Article article = understand(raw, {}, *from_sortable("20240601120000"));
  CHECK(std::count(article.flags.begin(), article.flags.end(), Flag::DataDamaged) == 1);
  CHECK_FALSE(
      read(script(R"({"@type":"Organization","name":"He said "no""})"), "").is_data_damaged);
}

}  // namespace page_dates_test
