// SPDX-License-Identifier: GPL-2.0-or-later
// The bytes of each export format, for an article hostile to all of them.
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "common/text/url.h"
#include "searcher/export/formats/fields.h"
#include "searcher/export/formats/format.h"
#include "searcher/export/workbook.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace export_test {

using namespace dateline;

namespace {

Article hostile() {
  Article a;
  a.id = "a <1> b";
  a.headline = "=cmd|' /C calc'!A0 \"x\", {50% & #1_$} ]]> <b>\\";
  a.body =
      "</TEXT></DOC>\n\n@article{evil,\n\n\x1B[31mred \xE2\x80\xAEsdrawkcab\tTY  - BOOK\n"
      "ER  - \n\n# heading\n\n1. ![i](http://x)";
  a.source = "-The Times";
  a.authors = {"Ann Lee", "Reuters and AFP"};
  a.tags = {"a\"b", "c"};
  a.language = "en";
  a.published = {*make_date(2019, 12, 0), Evidence::Header};
  a.flags = {Flag::DateConflict};
  return a;
}

Feed feed(std::vector<std::string> fields = {}) {
  Date now = *make_date(2026, 1, 2);
  now.precision = Precision::Second;
  now.utc_offset_minutes = 0;
  return {"11111111-2222-4333-8444-555555555555", "q <x>", std::move(fields), now};
}

std::string exported(const std::string& name, const Article& article, const Feed& of = feed()) {
  std::string out;
  export_format(name).add(of, dump(to_json(article)), out);
  return out;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

constexpr const char* kOverride = "\xE2\x80\xAE";

}  // namespace

TEST_CASE("formats for readers carry neither escapes nor direction overrides") {
  for (const char* name : {"csv", "tsv", "md", "bibtex", "ris", "atom", "trec"}) {
    INFO(name);
    const std::string out = exported(name, hostile());
    CHECK_FALSE(has(out, "\x1B"));
    CHECK_FALSE(has(out, kOverride));
  }
}

TEST_CASE("formats that readers make links of have addresses of the web, and no others") {
  const std::vector<std::string> formats = {"md", "bibtex", "ris", "csl-json", "atom"};
  const auto with_url = [](const std::string& url) {
    Article a = hostile();
    a.url = url;
    return a;
  };
  for (const char* url :
       {"javascript:alert(1)", "JaVaScRiPt://x.org/%0aalert(1)",
        "data:text/html,<script>x</script>", "file:///etc/passwd", "vbscript:x",
        "http:javascript:x", "//x.org/evil", "ftp://x.org/evil", "https://", "mailto:evil@x.org",
        " \tjavascript:alert(1)", "http\xC5\xBF://x.org/evil"}) {
    CAPTURE(url);
    CHECK(web_link(url).empty());
    const Article without = with_url("");
    for (const std::string& name : formats) {
      CAPTURE(name);
      CHECK(exported(name, with_url(url)) == exported(name, without));
    }
    // The data says what the article says.
    CHECK(json_of(exported("jsonl", with_url(url))).at("url") == url);
  }
  CHECK(exported("csv", with_url("javascript:x"), feed({"url"})) == "javascript:x\r\n");
  for (const auto& [url, link] : std::vector<std::pair<std::string, std::string>>{
           {"https://x.org/a?b=1#c", "https://x.org/a?b=1#c"},
           {"HTTP://X.org/", "HTTP://X.org/"},
           {" http://x.org/a b", "http://x.org/a%20b"},
           {"https://x.org/caf\xC3\xA9", "https://x.org/caf%C3%A9"},
           {"https://x.org/\xE2\x80\xAEgpj", "https://x.org/%E2%80%AEgpj"},
           {"https://x.org/\"onclick=\"x\n<b>", "https://x.org/%22onclick=%22x%0A%3Cb%3E"}}) {
    CAPTURE(url);
    CHECK(web_link(url) == link);
    for (const std::string name : {"ris", "csl-json", "atom"}) {
      CAPTURE(name);
      CHECK(has(exported(name, with_url(url)), link));
    }
  }
}

TEST_CASE("export to JSON lines is the article itself, or the fields asked for in their order") {
  const std::string line = exported("jsonl", hostile());
  CHECK(line == dump(to_json(hostile())) + "\n");
  CHECK(count(line, "\n") == 1);
  CHECK(exported("jsonl", hostile(), feed({"source", "url", "id"})) ==
        "{\"source\":\"-The Times\",\"id\":\"a <1> b\"}\n");
}

TEST_CASE("export to CSV quotes paragraphs and holds no formulas") {
  CHECK(exported("csv", hostile(), feed({"headline", "source", "authors"})) ==
        "\"'=cmd|' /C calc'!A0 \"\"x\"\", {50% & #1_$} ]]> <b>\\\",'-The Times,"
        "Ann Lee; Reuters and AFP\r\n");
  const std::string body = exported("csv", hostile(), feed({"body"}));
  CHECK(body.starts_with("\"</TEXT></DOC>\n\n@article{evil,"));
  std::string header;
  export_format("csv").begin(feed({"id", "body"}), header);
  CHECK(header == "id,body\r\n");
}

TEST_CASE("tables have the parts of a date in columns of their own") {
  const auto parts = [](const Date& date) {
    Article a = hostile();
    a.published.date = date;
    return exported("csv", a,
                    feed({"published", kDayColumn, kTimeColumn, kZoneColumn, kPrecisionColumn}));
  };
  Date date = *make_date(2019, 12, 13);
  CHECK(parts(date) == "2019-12-13,2019-12-13,,,day\r\n");
  CHECK(parts(*make_date(2019, 12, 0)) == "2019-12,,,,month\r\n");
  CHECK(parts(*make_date(2019, 0, 0)) == "2019,,,,year\r\n");
  CHECK(parts({}) == ",,,,\r\n");
  date.hour = 9;
  date.minute = 5;
  date.precision = Precision::Minute;
  CHECK(parts(date) == "2019-12-13T09:05,2019-12-13,09:05,,minute\r\n");
  date.precision = Precision::Second;
  date.second = 7;
  date.utc_offset_minutes = -300;
  CHECK(parts(date) == "2019-12-13T09:05:07-05:00,2019-12-13,09:05:07,'-05:00,second\r\n");
  date.utc_offset_minutes = 0;
  CHECK(parts(date) == "2019-12-13T09:05:07Z,2019-12-13,09:05:07,Z,second\r\n");
}

TEST_CASE("a byte order mark comes first where it is asked for") {
  Feed marked = feed({"id"});
  marked.has_mark = true;
  std::string out;
  export_format("csv").begin(marked, out);
  CHECK(out == "\xEF\xBB\xBFid\r\n");
}

TEST_CASE("an undetermined language is none, and BibTeX has addresses as they are") {
  Article a = hostile();
  a.language = "und";
  a.url = "https://example.org/a_b?x=1&y=50%25#c~d";
  for (const char* name : {"bibtex", "ris", "csl-json"}) CHECK_FALSE(has(exported(name, a), "und"));
  CHECK(has(exported("bibtex", a), "  url = {https://example.org/a_b?x=1&y=50%25#c~d},\n"));
  a.url = "https://example.org/{a}\\b";
  const std::string entry = exported("bibtex", a);
  CHECK(count(entry, "{") == count(entry, "}"));
}

TEST_CASE("a cell of a workbook is cut as spreadsheets count characters") {
  CHECK(cut_cell("abc") == "abc");
  CHECK(cut_cell(std::string(kMaxCellCharacters + 1, 'x')).size() == kMaxCellCharacters);
  std::string accents;
  for (std::size_t i = 0; i < kMaxCellCharacters + 5; ++i) accents += "\xC3\xA9";
  CHECK(cut_cell(accents).size() == 2 * kMaxCellCharacters);
  std::string emoji;
  for (int i = 0; i < 20'000; ++i) emoji += "\xF0\x9F\x99\x82";
  CHECK(cut_cell(emoji).size() == 4 * (kMaxCellCharacters / 2));
}

TEST_CASE("export to TSV has as many cells in each row, and rows are lines") {
  std::string out;
  export_format("tsv").begin(feed(), out);
  const auto tabs = count(out, "\t");
  CHECK(tabs == table_columns().size() - 1);
  const std::string row = exported("tsv", hostile());
  CHECK(count(row, "\t") == tabs);
  CHECK(count(row, "\n") == 1);
}

TEST_CASE("export to Markdown makes no markup of text") {
  const std::string out = exported("md", hostile());
  CHECK(has(out, "\n\\# heading\n"));
  CHECK(has(out, "\n1\\. \\!\\[i\\](http://x)"));
  CHECK(has(out, "\\</TEXT\\>\\</DOC\\>"));
  CHECK(out.starts_with("## \\=cmd"));
}

TEST_CASE("export to BibTeX balances braces and keeps its keys") {
  const std::string out = exported("bibtex", hostile());
  CHECK(count(out, "{") == count(out, "}"));
  CHECK(has(out, "\\textbraceleft{}50\\% \\& \\#1\\_\\$\\textbraceright{}"));
  CHECK(count(out, "@article{") == 1);
  CHECK(has(out, "  author = {{Ann Lee} and {Reuters and AFP}},\n"));
  CHECK(has(out, "  year = {2019},\n  month = dec,\n  date = {2019-12},\n"));
  Article better = hostile();
  better.headline = "Better";
  better.published.date = *make_date(2020, 1, 1);
  const auto key = [](const std::string& entry) { return entry.substr(0, entry.find('\n')); };
  CHECK(key(exported("bibtex", better)) == key(out));
  better.id = "another";
  CHECK(key(exported("bibtex", better)) != key(out));
}

TEST_CASE("export to RIS has one record, an author a line, and dates as far as known") {
  const std::string out = exported("ris", hostile());
  CHECK(out.starts_with("TY  - NEWS\r\nID  - a <1> b\r\n"));
  CHECK(out.ends_with("ER  - \r\n\r\n"));
  CHECK(count(out, "\r\nTY  - ") == 0);
  CHECK(count(out, "\r\nER  - ") == 1);
  CHECK(has(out, "\r\nAU  - Ann Lee\r\nAU  - Reuters and AFP\r\nT2  - -The Times\r\n"));
  CHECK(has(out, "\r\nPY  - 2019\r\nDA  - 2019/12//\r\n"));
}

TEST_CASE("export to CSL-JSON has date-parts as precise as the date") {
  Article a = hostile();
  Json item = Json::parse(exported("csl-json", a));
  CHECK(item.value("type", "") == "article-newspaper");
  CHECK(item.value("id", "") == a.id);
  CHECK(dump(item.at("issued")) == R"({"date-parts":[[2019,12]]})");
  CHECK(dump(item.at("author").at(1)) == R"({"literal":"Reuters and AFP"})");
  CHECK(item.value("abstract", "") == a.body);
  a.published.date = *make_date(2019, 0, 0);
  item = Json::parse(exported("csl-json", a));
  CHECK(dump(item.at("issued")) == R"({"date-parts":[[2019]]})");
  a.published = {};
  item = Json::parse(exported("csl-json", a));
  CHECK_FALSE(item.contains("issued"));
  CHECK(item.at("note").get<std::string>().starts_with("Undated"));
}

TEST_CASE("export to Atom invents no instant, and its ids are URIs") {
  Article a = hostile();
  std::string out = exported("atom", a);
  CHECK(has(out, "<id>urn:uuid:"));
  CHECK(has(out, "<updated>2026-01-02T00:00:00Z</updated>"));
  CHECK_FALSE(has(out, "<published>"));
  CHECK(has(out, "<dc:date>2019-12</dc:date>"));
  CHECK(has(out, "]]&gt; &lt;b&gt;"));
  CHECK(has(out, "<category term=\"a&quot;b\"/>"));
  a.id = "https://a.example/?a=1&b=2";
  a.published.date = std::get<Date>(parse_date("2019-12-13T10:15:00+01:00"));
  a.ingested = std::get<Date>(parse_date("2020-01-01T00:00:00Z"));
  out = exported("atom", a);
  CHECK(has(out, "<id>https://a.example/?a=1&amp;b=2</id>"));
  CHECK(has(out, "<published>2019-12-13T10:15:00+01:00</published>"));
  CHECK(has(out, "<updated>2020-01-01T00:00:00Z</updated>"));
  a.published = {};
  CHECK_FALSE(has(exported("atom", a), "dc:date"));
  a.headline = "x\xEF\xBF\xBFy";  // U+FFFF is not an XML character
  CHECK(has(exported("atom", a), "<title>x\xEF\xBF\xBDy</title>"));
}

TEST_CASE("export to TREC lets no text end its document") {
  const std::string out = exported("trec", hostile());
  CHECK(out.starts_with("<DOC>\n<DOCNO>a%20&lt;1&gt;%20b</DOCNO>\n<DATE>2019-12</DATE>\n"));
  CHECK(out.ends_with("\n</TEXT>\n</DOC>\n"));
  CHECK(count(out, "</DOC>") == 1);
  CHECK(count(out, "</TEXT>") == 1);
}

TEST_CASE("fields of an export are named once each, and exist") {
  CHECK(read_fields("id,body") == std::vector<std::string>{"id", "body"});
  CHECK(read_fields("").empty());
  CHECK_THROWS_AS(read_fields("id,id"), Error);
  CHECK_THROWS_AS(read_fields("id,nothing"), Error);
  CHECK_THROWS_AS(read_fields("id,,body"), Error);
}

}  // namespace export_test
