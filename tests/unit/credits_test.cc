// SPDX-License-Identifier: GPL-2.0-or-later
// Who wrote, who supplied, who printed: bylines, last lines, names of outlets and their addresses.
#include "indexer/extract/credits.h"

#include "common/errors/errors.h"
#include "common/text/url.h"
#include "indexer/extract/source_names.h"
#include "indexer/extract/understand.h"
#include "tests/unit/temporary.h"

#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace credits_test {

using namespace dateline;  // NOLINT: a test reads better so

namespace {

using Names = std::vector<std::string>;

const Date kNow = *from_sortable("20240601120000");

RawArticle raw(const std::string& body = "A sentence about a town.") {
  RawArticle article;
  article.headline = "A headline";
  article.body = body;
  article.date = "2019-12-13";
  article.date_evidence = Evidence::Header;
  return article;
}

}  // namespace

TEST_CASE("bylines are lists of names", "[credits]") {
  struct Row {
    std::string byline;
    Names authors, agencies;
  };
  const std::vector<Row> rows = {
      {"John Smith", {"John Smith"}, {}},
      {"By John Smith", {"John Smith"}, {}},
      {"BY JOHN SMITH", {"John Smith"}, {}},
      {"By John Smith, Associated Press", {"John Smith"}, {"Associated Press"}},
      {"By JOHN SMITH, Associated Press Writer", {"John Smith"}, {}},
      {"By John Smith and Ann Lee in London", {"John Smith", "Ann Lee"}, {}},
      {"By A. Smith, B. Lee and C. Ray", {"A. Smith", "B. Lee", "C. Ray"}, {}},
      {"John Smith; Ann Lee", {"John Smith", "Ann Lee"}, {}},
      {"John Smith & Ann Lee", {"John Smith", "Ann Lee"}, {}},
      {"By John Smith, Staff Writer", {"John Smith"}, {}},
      {"John Smith, Political Editor", {"John Smith"}, {}},
      {"By E. Writer and Ann K. Reporter, U.S. Editor", {"E. Writer", "Ann K. Reporter"}, {}},
      {"John Smith, john@example.org", {"John Smith"}, {}},
      {"Smith, John", {"John Smith"}, {}},
      {"John Smith, Jr.", {"John Smith, Jr."}, {}},
      {"Par Anne Durand et Luc Petit", {"Anne Durand", "Luc Petit"}, {}},
      {"Von Karl Meier und Eva Groß", {"Karl Meier", "Eva Groß"}, {}},
      {"Por Ana Díaz y Luis Gil", {"Ana Díaz", "Luis Gil"}, {}},
      {"Byron Smith", {"Byron Smith"}, {}},
      {"Anders And", {"Anders And"}, {}},
      {"Reuters", {}, {"Reuters"}},
      {"By Reuters", {}, {"Reuters"}},
      {"AFP", {}, {"AFP"}},
      {"dpa/AFP", {}, {"dpa", "AFP"}},
      {"John Smith (Reuters)", {"John Smith"}, {"Reuters"}},
      {"John Smith, (Reuters)", {"John Smith"}, {"Reuters"}},
      {"", {}, {}},
      {",", {}, {}},
      {"By ", {}, {}},
  };
  for (const Row& row : rows) {
    INFO(row.byline);
    const Byline byline = read_byline({row.byline});
    CHECK(byline.authors == row.authors);
    CHECK(byline.agencies == row.agencies);
  }
  const Byline both = read_byline({"John Smith", "Ann Lee", "JOHN SMITH", "AFP"});
  CHECK(both.authors == Names{"John Smith", "Ann Lee"});
  CHECK(both.agencies == Names{"AFP"});
  CHECK(read_byline({std::string(100'000, ',')}).authors.empty());
}

TEST_CASE("what is no name of a person is no author", "[credits]") {
  for (const std::string byline : {"Username",
                                   "admin",
                                   "By",
                                   "nan",
                                   "None",
                                   "N/A",
                                   "-",
                                   "@janeroe",
                                   "https://x.example/a",
                                   "desk@harbourpost.example",
                                   "harbourpost.example",
                                   "Staff and agencies",
                                   "Agencies",
                                   "AP Business Analyst",
                                   "Our Correspondent",
                                   "Redaktion",
                                   "Redacción",
                                   "Harbour Post",
                                   "The Harbour Post",
                                   "New York Times",
                                   "ProQuest",
                                   "Anonymous",
                                   "Photos by Max Ott"}) {
    INFO(byline);
    CHECK(read_byline({byline}, "Harbour Post").authors.empty());
  }
}

TEST_CASE("a list is taken apart where its parts look like persons", "[credits]") {
  struct Row {
    std::string byline;
    Names authors;
  };
  for (const Row& row : std::vector<Row>{
           {"Marks and Spencer", {"Marks and Spencer"}},
           {"Johnson & Johnson", {"Johnson & Johnson"}},
           {"Jane and John Roe", {"Jane and John Roe"}},
           {"Jane Doe and John Roe", {"Jane Doe", "John Roe"}},
           {"Jane Roe and staff", {"Jane Roe"}},
           {"Jan Kowalski i Anna Nowak", {"Jan Kowalski", "Anna Nowak"}},
           {"Jan de Vries en Piet Jansen", {"Jan de Vries", "Piet Jansen"}},
           {"Анна Иванова и Пётр Сидоров", {"Анна Иванова", "Пётр Сидоров"}},
           {"Ayşe Yılmaz ve Ali Kaya", {"Ayşe Yılmaz", "Ali Kaya"}},
           {"Автор: Анна Иванова", {"Анна Иванова"}},
           {"Texte : Anne Durand", {"Anne Durand"}},
           {"Von Trapp", {"Von Trapp"}},
           {"Von Anna Groß und Karl Meier, dpa", {"Anna Groß", "Karl Meier"}},
           {"jane@example.org (Jane Roe)", {"Jane Roe"}},
           {"Jane Roe jane@example.org", {"Jane Roe"}},
           {"<a href=\"x\">Jane Roe</a>", {"Jane Roe"}},
           {"Jane Roe Staff Writer", {"Jane Roe"}},
           {"Jane Roe | Harbour Post", {"Jane Roe"}},
       }) {
    INFO(row.byline);
    CHECK(read_byline({row.byline}, "Harbour Post").authors == row.authors);
  }
  CHECK(read_byline({"Marks and Spencer", "Staff and agencies", "Jane Doe and John Roe"}).authors ==
        Names{"Marks and Spencer", "Jane Doe", "John Roe"});
}

TEST_CASE("places and agencies after a name go where they belong", "[credits]") {
  struct Row {
    std::string byline, place;
    Names agencies;
  };
  for (const Row& row : std::vector<Row>{
           {"Jane Roe in Oruba", "Oruba", {}},
           {"By Jane Roe in Oruba", "Oruba", {}},
           {"Jane Roe, London", "London", {}},
           {"Jane Roe en Nueva York", "Nueva York", {}},
           {"Jane Roe i Oslo", "Oslo", {}},
           {"Jane Roe (Reuters)", "", {"Reuters"}},
           {"Jane Roe/AFP", "", {"AFP"}},
           {"Jane Roe for The Guardian", "", {}},
           {"Jane Roe, Political Editor", "", {}},
       }) {
    INFO(row.byline);
    const Byline byline = read_byline({row.byline});
    CHECK(byline.authors == Names{"Jane Roe"});
    CHECK(byline.place == row.place);
    CHECK(byline.agencies == row.agencies);
  }
}

TEST_CASE("one person is one author, in capitals or not", "[credits]") {
  struct Row {
    std::string byline, author;
  };
  for (const Row& row : std::vector<Row>{
           {"JANE ROE", "Jane Roe"},
           {"PAT McROE", "Pat McRoe"},
           {"PAT O'ROE", "Pat O'Roe"},
           {"JAN VAN DER ROE", "Jan van der Roe"},
           {"J.K. ROWLING", "J.K. Rowling"},
           {"AJ SMITH", "AJ Smith"},
           {"MARY-JANE ROE", "Mary-Jane Roe"},
           {"Roe, Jane", "Jane Roe"},
           {"van der Roe, Jan", "Jan van der Roe"},
           {"Dr. Jane Roe", "Dr. Jane Roe"},
           {"MADONNA", "MADONNA"},
       }) {
    INFO(row.byline);
    CHECK(read_byline({row.byline}).authors == Names{row.author});
  }
}

TEST_CASE("a database or a proxy is no source where something names the paper", "[credits]") {
  struct Row {
    std::string stated, url, source;
  };
  for (const Row& row : std::vector<Row>{
           {"ProQuest", "https://www.nytimes.com/x", "The New York Times"},
           {"ProQuest", "https://search.proquest.com/x", "ProQuest"},
           {"", "http://nla.gov.au/nla.news-article1", ""},
           {"", "https://www.loc.gov/item/1", ""},
           {"", "https://web.archive.org/web/2019/https://www.nytimes.com/x", "The New York Times"},
           {"", "https://www-nytimes-com.ezproxy.uni.example/x", "The New York Times"},
           {"None", "https://www.nytimes.com/x", "The New York Times"},
           {"nan", "", ""},
       }) {
    INFO(row.stated << " " << row.url);
    RawArticle article = raw();
    article.source = row.stated;
    article.url = row.url;
    CHECK(understand(article, {}, kNow).source == row.source);
  }
}

TEST_CASE("the paper's name is no headline", "[credits]") {
  RawArticle article = raw();
  article.source = "Harbour Post";
  article.headline = "The Harbour Post";
  CHECK(understand(article, {}, kNow).headline.empty());
  article.headline = "Harbour Post reopens";
  CHECK(understand(article, {}, kNow).headline == "Harbour Post reopens");
}

TEST_CASE("a capital is one place with its country and without", "[credits]") {
  struct Row {
    std::string body, place;
  };
  for (const Row& row : std::vector<Row>{
           {"HELSINKI,Finland (AP) -- Talks began.", "Helsinki"},
           {"HELSINKI, Finland (AP) -- Talks began.", "Helsinki"},
           {"SAN SALVADOR, El Salvador (AP) -- Talks began.", "San Salvador"},
           {"PARIS, Texas (AP) -- Talks began.", "Paris, Texas"},
           {"McMASTERVILLE,Quebec (AP) -- Talks began.", "McMasterville, Quebec"},
           {"ABOARD THE USS FEARLESS (AP) -- Talks began.", "Aboard the USS Fearless"},
       }) {
    INFO(row.body);
    CHECK(understand(raw(row.body), {}, kNow).place == row.place);
  }
}

TEST_CASE("last lines credit agencies", "[credits]") {
  struct Row {
    std::string body;
    Names agencies;
  };
  const std::vector<Row> rows = {
      {"Talks began.\n\n© 2019 AFP", {"AFP"}},
      {"Talks began.\n\n(c) 2019 AFP", {"AFP"}},
      {"Talks began.\n\nCopyright 2019 Associated Press.", {"Associated Press"}},
      {"Talks began.\n\n--IANS", {"IANS"}},
      {"Talks began.\n\n--IANS\n\nab/cd", {"IANS"}},
      {"Talks began.\n\n(Xinhua)", {"Xinhua"}},
      {"Talks began.\n\nSource: Xinhua", {"Xinhua"}},
      {"Talks began.\n\n- TASS", {"TASS"}},
      {"Talks began.\n\ndpa/AFP", {"dpa", "AFP"}},
      {"Talks began.\n\n(Reporting by A. Smith; Editing by B. Lee)", {"Reuters"}},
      {"Talks began.\n\n(Additional reporting by A. Smith, editing by B. Lee)", {"Reuters"}},
      {"Talks began.\n\n(Reporting by A. Smith)", {}},
      {"Talks began.\n\nHe told AFP.", {}},
      {"Talks began.\n\n© 2019 The Harbour Post", {}},
      {"Talks began.\n\nsana", {}},
      {"Talks began.", {}},
      {"", {}},
      {"\n\n", {}},
      {"--", {}},
      {"2019", {}},
  };
  for (const Row& row : rows) {
    INFO(row.body);
    CHECK(closing_agencies(row.body) == row.agencies);
  }
}

TEST_CASE("agencies of field, dateline, byline and last line are named once", "[credits]") {
  RawArticle article = raw("PARIS, Dec 13 (Reuters/AFP) - Talks began.\n\n(AFP)");
  article.agencies = {"Thomson Reuters", "dpa"};
  article.authors = {"By John Smith, Reuters"};
  const Article found = understand(article, {}, kNow);
  CHECK(found.agencies == Names{"Reuters", "dpa", "AFP"});
  CHECK(found.authors == Names{"John Smith"});
}

TEST_CASE("a dateline in a field of its own counts as one before the body", "[credits]") {
  struct Row {
    std::string dateline, place, date;
    Names agencies;
  };
  for (const Row& row : std::vector<Row>{
           {"    SALVADOR, Feb 26 -", "Salvador", "2019-02-26", {}},
           {"WASHINGTON, Dec 13 (Reuters) -", "Washington", "2019-12-13", {"Reuters"}},
           {"WASHINGTON (AP)", "Washington", "", {"AP"}},
           {"Brussels", "Brussels", "", {}},
           {"NAIROBI, Kenya", "Nairobi", "", {}},
           {"something that is no dateline", "", "", {}},
       }) {
    INFO(row.dateline);
    RawArticle article = raw();
    if (row.dateline.find("Feb") != std::string::npos) article.date = "2019-02-26";
    article.dateline = row.dateline;
    const Article found = understand(article, {}, kNow);
    CHECK(found.place.substr(0, row.place.size()) == row.place);
    CHECK(found.place.empty() == row.place.empty());
    CHECK(iso(found.dateline_date) == row.date);
    CHECK(found.agencies == row.agencies);
  }
  RawArticle placed = raw();
  placed.place = "Geneva";
  CHECK(understand(placed, {}, kNow).place == "Geneva");
  placed.dateline = "PARIS, Dec 13 (AFP) -";
  CHECK(understand(placed, {}, kNow).place == "Paris");
}

TEST_CASE("an address dates what states no date, and never overrides", "[credits]") {
  RawArticle article = raw();
  article.url = "https://example.org/2018/01/02/story";
  const Article stated = understand(article, {}, kNow);
  CHECK(iso(stated.published.date) == "2019-12-13");
  CHECK(stated.flags == std::vector<Flag>{Flag::DateConflict});
  article.url = "https://example.org/story-2018-01-02";
  CHECK(understand(article, {}, kNow).flags.empty());
  article.date.clear();
  const Article undated = understand(article, {}, kNow);
  CHECK(iso(undated.published.date) == "2018-01-02");
  CHECK(undated.published.evidence == Evidence::Url);
  article.body = "PARIS, 13 Dec 2019 (AFP) - Talks began.";
  CHECK(understand(article, {}, kNow).published.evidence == Evidence::Dateline);
  RawArticle named = raw();
  named.date.clear();
  named.origin.file = "wire/2019-12-13-kazakhstan.txt";
  const Article by_name = understand(named, {}, kNow);
  CHECK(iso(by_name.published.date) == "2019-12-13");
  CHECK(by_name.published.evidence == Evidence::FileName);
}

TEST_CASE("hosts and their registrable domains", "[credits]") {
  CHECK(host_of("https://www.Example.org:8080/x") == "example.org");
  CHECK(host_of("https://user@news.example.org?x") == "news.example.org");
  CHECK(host_of("https://example.org./x") == "example.org");
  CHECK(host_of("example.org/x").empty());
  CHECK(host_of("https://exa mple.org/").empty());
  CHECK(host_of("https://" + std::string(300, 'a')).empty());
  CHECK(host_of("").empty());
  CHECK(registrable_domain("news.example.co.uk") == "example.co.uk");
  CHECK(registrable_domain("a.b.example.com") == "example.com");
  CHECK(registrable_domain("example.com.au") == "example.com.au");
  CHECK(registrable_domain("co.uk").empty());
  CHECK(registrable_domain("192.168.0.1").empty());
  CHECK(registrable_domain("localhost").empty());
  CHECK(registrable_domain("").empty());
}

TEST_CASE("spellings of one outlet are one source", "[credits]") {
  struct Row {
    std::string stated, url, source, as_written;
  };
  for (const Row& row : std::vector<Row>{
           {"The New York Times", "", "The New York Times", ""},
           {"New York Times", "", "The New York Times", "New York Times"},
           {"NYT", "", "The New York Times", "NYT"},
           {"nytimes.com", "", "The New York Times", "nytimes.com"},
           {"www.nytimes.com", "", "The New York Times", "www.nytimes.com"},
           {"https://www.nytimes.com/", "", "The New York Times", "https://www.nytimes.com/"},
           {"", "https://www.nytimes.com/2019/12/13/x.html", "The New York Times", ""},
           {"", "https://edition.cnn.com/x", "CNN", ""},
           {"", "https://abcnews.go.com/x", "ABC News", ""},
           {"", "https://m.news.harbour.example.co.uk/x", "example.co.uk", ""},
           {"", "http://127.0.0.1/x", "", ""},
           {"The Harbour Post", "https://www.nytimes.com/x", "The Harbour Post", ""},
           {"UrduPoint News / Sputnik", "", "UrduPoint News / Sputnik", ""},
           {"No. 10", "", "No. 10", ""},
       }) {
    INFO(row.stated << " " << row.url);
    RawArticle article = raw();
    article.source = row.stated;
    article.url = row.url;
    const Article found = understand(article, {}, kNow);
    CHECK(found.source == row.source);
    CHECK(found.stated_source == row.as_written);
  }
}

TEST_CASE("the built-in table is sound", "[credits]") {
  const SourceTable& table = SourceTable::built_in();
  CHECK(built_in_sources().size() >= 150);
  for (const std::string_view line : built_in_sources()) {
    INFO(line);
    const std::string name(line.substr(0, line.find('|')));
    const NewsSource* source = table.find(name);
    REQUIRE(source != nullptr);
    // No name belongs to two outlets.
    CHECK(source->name == name);
    for (const std::string& each : all_names(*source)) {
      CHECK(table.find(each) == source);
    }
    for (const std::string& domain : source->domains) {
      CHECK(host_of("https://" + domain + "/") == domain);
      CHECK(table.find_host("x." + domain) == source);
    }
  }
}

TEST_CASE("a user's table extends the built-in one, and its errors name the line", "[credits]") {
  const test::Temporary directory;
  const auto file = directory.path() / "sources.toml";
  const auto write = [&](const std::string& text) { std::ofstream(file) << text; };
  write(
      "[[source]]\nname = \"The Harbour Post\"\naliases = [\"HP\"]\n"
      "domains = [\"www.harbourpost.example\"]\n");
  const SourceTable table = sources_with(file);
  CHECK(canonical_source("hp", table) == "The Harbour Post");
  CHECK(source_at("https://news.harbourpost.example/1", table) == "The Harbour Post");
  CHECK(canonical_source("NYT", table) == "The New York Times");
  for (const std::string text :
       {"[[source]]\n", "[[source]]\nname = \"\"\n", "[[source]]\nname = 5\n", "x = 1\n",
        "source = [1]\n", "[[source]]\nname = \"a\"\naliases = \"b\"\n",
        "[[source]]\nname = \"a\"\naliases = [1]\n", "[[source]]\nname = \"a\"\nalias = [\"b\"]\n",
        "[[source\n", "\xFF"}) {
    INFO(text);
    write(text);
    try {
      sources_with(file);
      FAIL("not refused");
    } catch (const Error& e) {
      CHECK(e.code() == Code::Usage);
      CHECK(std::string(e.what()).find("sources.toml:") != std::string::npos);
    }
  }
  CHECK_THROWS_AS(sources_with(directory.path() / "none.toml"), Error);
}

}  // namespace credits_test
