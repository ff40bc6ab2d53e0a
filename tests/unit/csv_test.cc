// SPDX-License-Identifier: GPL-2.0-or-later
// Tables of articles: delimiters, quotes, and invalid rows.
#include "tests/unit/reading.h"

#include <catch2/catch.hpp>

namespace csv_test {

using namespace dateline;
using test::read;
using test::Reading;

TEST_CASE("the delimiter is the one that makes sense of the header") {
  for (const std::string delimiter : {",", ";", "\t", "|"}) {
    INFO(delimiter);
    const Reading reading = read("Title" + delimiter + "Text" + delimiter + "x\n\"a" + delimiter +
                                 "\"\"b\"\"\"" + delimiter + "t" + delimiter + "\r\n");
    CHECK(reading.format == "csv");
    REQUIRE(reading.articles.size() == 1);
    CHECK(reading.articles[0].headline == "a" + delimiter + "\"b\"");
    CHECK(reading.articles[0].body == "t");
  }
}

TEST_CASE("a table without the columns of articles, and prose, are no CSV") {
  CHECK(read("name,price\nx,1\n").format.empty());
  CHECK(read("title\nx\n").format.empty());
  CHECK(read("Content, he said, is king.\n").format.empty());
  CHECK(read("url,date\nx,1\n").format.empty());
}

TEST_CASE("columns are known by name whatever their case and marks") {
  const RawArticle article =
      read("Publish Date,HEADLINE,article-text,Media_Name\n2019,h,t,m\n").articles.at(0);
  CHECK(article.date == "2019");
  CHECK(article.headline == "h");
  CHECK(article.body == "t");
  CHECK(article.source == "m");
}

TEST_CASE("an unclosed quote is one reject, even at the top of a large file, and fast") {
  std::string content = "title,text\n\"open,first\n";
  // Each of these lines opens a quote that no line closes.
  for (int i = 0; i < 500'000; ++i) content += "\"x,y" + std::string(60, 'z') + "\n";
  content += "last,row\n";
  const double start = test::processor_seconds();
  const Reading reading = read(content);
  const double spent = test::processor_seconds() - start;
  REQUIRE(reading.rejects.size() == 500'001);
  CHECK(reading.rejects[0].origin.line == 2);
  CHECK(reading.rejects[500'000].origin.line == 500'002);
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].headline == "last");
  CHECK(spent < test::kAtOnce);
}

TEST_CASE("a row over the limit is one reject, and the next one is read") {
  const Reading reading =
      read("title,text\n" + std::string(50'000'000, 'x') + ",y\nlast,row\n", "csv");
  REQUIRE(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].reason == "a row of over 32 MiB");
  CHECK(reading.articles.at(0).headline == "last");
  CHECK(reading.articles.at(0).origin.line == 3);
}

TEST_CASE("rows keep their cells and places across the borders of what is read at once") {
  std::string content = "title,text\n";
  std::size_t rows = 0;
  while (content.size() < 900'000) {
    content +=
        std::string(rows % 89 + 1, 'a') + "\"b,\"" + std::string(rows % 7, 'c') + "\n\"\"d\"\"\"\n";
    ++rows;
  }
  const Reading reading = read(content);
  CHECK(reading.rejects.empty());
  REQUIRE(reading.articles.size() == rows);
  for (std::size_t i = 0; i < rows; ++i) {
    REQUIRE(reading.articles[i].headline == std::string(i % 89 + 1, 'a') + "\"b");
    REQUIRE(reading.articles[i].body == std::string(i % 7, 'c') + "\n\"d\"");
    REQUIRE(reading.articles[i].origin.line == 2 + 2 * i);
  }
}

TEST_CASE("a row of nothing but delimiters takes no memory of its length") {
  const Reading reading = read("title,text\n" + std::string(20'000'000, ',') + "\nlast,row\n");
  REQUIRE(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].reason == "20000001 cells, but the first row has 2");
  CHECK(reading.articles.size() == 1);
}

}  // namespace csv_test
