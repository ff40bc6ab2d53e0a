// SPDX-License-Identifier: GPL-2.0-or-later
// What readers return for files: articles as stated, rejects with their place.
#include "indexer/readers/base/reader.h"
#include "indexer/sources/sources.h"
#include "tests/unit/reading.h"
#include "tests/unit/temporary.h"

#include <fstream>
#include <system_error>

#include <catch2/catch.hpp>

namespace readers_test {

using namespace dateline;
using test::read;
using test::Reading;

namespace {

std::vector<std::string> lines(std::string_view content) {
  const test::Temporary directory;
  const auto path = directory.path() / "file";
  std::ofstream(path, std::ios::binary) << content;
  Input input(path);
  std::vector<std::string> all;
  for (std::string line; input.next(line);) all.push_back(line);
  return all;
}

std::string utf16(const std::u16string& text, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : u"\uFEFF" + text) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8U);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the founding article is read as it is written") {
  const Reading reading = read(
      " date 2019-12-13 A headline  of words\n\nWASHINGTON (A / B - 13th December, 2019) Text.\n\n"
      "More.");
  REQUIRE(reading.articles.size() == 1);
  const RawArticle& article = reading.articles[0];
  CHECK(article.date == "2019-12-13");
  CHECK(article.date_evidence == Evidence::Header);
  CHECK(text::trim(article.headline) == "A headline  of words");
  CHECK(article.body.find("WASHINGTON (A / B") != std::string::npos);
  CHECK(article.body.find("More.") != std::string::npos);
  CHECK(article.origin.line == 1);
}

TEST_CASE("articles follow each other, with and without the leading space, with any line ends") {
  const Reading reading = read(
      "date 2019-01-02 One\r\n\r\nBody one.\r\ndate 2019-05-05 is inside the body\r\n\r\n"
      " date 2019-01-03 Two\r\n\r\n\r\n date 2019-02-30 Three\r\nBody three");
  REQUIRE(reading.articles.size() == 3);
  CHECK(reading.articles[0].body.find("2019-05-05 is inside") != std::string::npos);
  CHECK(text::trim(reading.articles[1].headline) == "Two");
  CHECK(text::trim(reading.articles[1].body).empty());
  CHECK(reading.articles[2].date == "2019-02-30");
  CHECK(reading.articles[2].origin.line == 9);
}

TEST_CASE("text before the first article is rejected with its place, and what follows is read") {
  const Reading reading = read("stray\nwords\n\n date 2019-01-02 One\n\nBody\n", "text");
  REQUIRE(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].origin.line == 1);
  CHECK(reading.articles.size() == 1);
}

TEST_CASE("a file in no known form is not guessed at") {
  CHECK(read("dear diary\n").format.empty());
  CHECK(read("date of birth: today\n").format.empty());
  CHECK(read("<xml/>").format.empty());
}

TEST_CASE("JSON Lines are read by every usual field name") {
  for (const std::string name : {"title", "headline"}) {
    CHECK(read(R"({")" + name + R"(":"x"})").articles.at(0).headline == "x");
  }
  for (const std::string name : {"text", "body", "content", "maintext"}) {
    CHECK(read(R"({")" + name + R"(":"x"})").articles.at(0).body == "x");
  }
  for (const std::string name : {"date", "published", "publish_date", "date_publish", "pubDate"}) {
    const RawArticle article = read(R"({"title":"x",")" + name + R"(":"2019"})").articles.at(0);
    CHECK(article.date == "2019");
    CHECK(article.date_evidence == Evidence::Meta);
  }
  for (const std::string name : {"source", "publication", "domain", "source_domain"}) {
    CHECK(read(R"({"title":"t",")" + name + R"(":"x"})").articles.at(0).source == "x");
  }
  for (const std::string name : {"authors", "author", "byline"}) {
    CHECK(read(R"({"title":"t",")" + name + R"(":["x","y"]})").articles.at(0).authors ==
          Lines{"x", "y"});
    CHECK(read(R"({"title":"t",")" + name + R"(":{"name":"x"}})").articles.at(0).authors ==
          Lines{"x"});
  }
  for (const std::string name : {"section", "category"}) {
    CHECK(read(R"({"title":"t",")" + name + R"(":"x"})").articles.at(0).section == "x");
  }
  for (const std::string name : {"language", "lang"}) {
    CHECK(read(R"({"title":"t",")" + name + R"(":"fr"})").articles.at(0).language == "fr");
  }
  CHECK(read(R"({"title":"t","url":"u","id":7})").articles.at(0).url == "u");
  CHECK(read(R"({"title":"t","url":"u","id":7})").articles.at(0).id == "7");
  CHECK(read(R"({"title":"t","date":1576231200})").articles.at(0).date_epoch == 1576231200.0);
  CHECK(read(R"({"title":null,"headline":" ","text":["a","b"]})").articles.at(0).body == "a\n\nb");
}

TEST_CASE("the option --map finds fields elsewhere") {
  Mapping map;
  map.fields = {mapped_field("headline=/meta/heads/0"), mapped_field("body=/parts")};
  const Reading reading =
      read(R"({"meta":{"heads":["H"]},"parts":["a","b"],"title":"T"})", "jsonl", &map);
  CHECK(reading.articles.at(0).headline == "H");
  CHECK(reading.articles.at(0).body == "a\n\nb");
}

TEST_CASE("a bad line of JSON is rejected with its line and offset, and the next one is read") {
  const Reading reading = read("{\"title\":\"a\"}\n\n{\"title\": \"b\n[1]\n{\"title\":\"c\"}");
  CHECK(reading.articles.size() == 2);
  REQUIRE(reading.rejects.size() == 2);
  CHECK(reading.rejects[0].origin.line == 3);
  CHECK(reading.rejects[0].origin.offset == 15);
  CHECK(reading.rejects[1].reason == "not a JSON object");
}

TEST_CASE("nesting of any depth is refused, not followed") {
  std::string deep = R"({"title":)";
  for (int i = 0; i < 100'000; ++i) deep += '[';
  CHECK(read(deep).rejects.size() == 1);
}

TEST_CASE("lines have no end marks and need no last line break") {
  CHECK(lines("a\r\nb\n\nc") == Lines{"a", "b", "", "c"});
  CHECK(lines("").empty());
  CHECK(lines("\xEF\xBB\xBFx\n") == Lines{"x"});
}

TEST_CASE("UTF-16 is decoded, across the borders of what is read at once too") {
  for (const bool big_endian : {false, true}) {
    CHECK(lines(utf16(u"é\n\U0001F30A", big_endian)) == Lines{"é", "\U0001F30A"});
    // Surrogate pairs on every alignment to the 256 KiB that are read at a time.
    for (const std::size_t shift : {0U, 1U}) {
      std::u16string text(shift, u'x');
      while (text.size() < 140'000) text += u"\U0001F30A";
      const Lines all = lines(utf16(text, big_endian));
      REQUIRE(all.size() == 1);
      CHECK(all[0].find("\uFFFD") == std::string::npos);
      CHECK(all[0].size() == shift + (text.size() - shift) * 2);
    }
  }
}

TEST_CASE("a format is recognised after a long comment or DOCTYPE, and in UTF-16 without a mark") {
  const std::string comment = "<!--" + std::string(100'000, 'x') + "-->\n";
  const std::string nitf = "<nitf><body><body.head><hedline><hl1>A</hl1></hedline></body.head>";
  const std::string end = "</body></nitf>";
  CHECK(test::read(comment + nitf + end).format == "nitf");
  std::string doctype = "<!DOCTYPE nitf [\n";
  for (int i = 0; i < 2000; ++i) doctype += "<!ELEMENT e" + std::to_string(i) + " (#PCDATA)>\n";
  CHECK(test::read(doctype + "]>\n" + nitf + end).articles.size() == 1);
  CHECK(test::read(comment + "<html><body><h1>A</h1></body></html>").format == "html");
  CHECK(test::read(comment + "<DOC><DOCNO>1</DOCNO><HEAD>A</HEAD></DOC>").format == "trec");
  for (const std::string& text :
       {"<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + nitf + end, std::string(R"({"title":"A"})"),
        std::string("title,text\nA,b"), std::string(" date 2019-12-13 A\n\nb")}) {
    INFO(text);
    std::string little, big;
    for (const char c : text) {
      little += {c, '\0'};
      big += {'\0', c};
    }
    for (const std::string& wide : {little, big}) {
      const test::Reading reading = test::read(wide);
      REQUIRE(reading.articles.size() == 1);
      CHECK(text::trim(reading.articles[0].headline) == "A");
    }
  }
}

TEST_CASE("a line over the limit is cut, reported, and skipped") {
  const test::Temporary directory;
  const auto path = directory.path() / "file";
  std::ofstream(path, std::ios::binary)
      << std::string(kMaxLineBytes + 1'000'000, 'x') << "\nnext\n";
  Input input(path);
  std::string line;
  REQUIRE(input.next(line));
  CHECK(input.was_cut());
  CHECK(line.size() == kMaxLineBytes);
  REQUIRE(input.next(line));
  CHECK_FALSE(input.was_cut());
  CHECK(line == "next");
  CHECK(input.line_number() == 2);
  CHECK_FALSE(input.next(line));
}

TEST_CASE("a directory is walked in the order of names, links are passed over") {
  const test::Temporary directory;
  for (const char* name : {"b", "a", "c"}) std::ofstream(directory.path() / name) << "x";
  std::filesystem::create_symlink("/etc/passwd", directory.path() / "link");
  const std::vector<Source> found = find_sources(directory.path());
  REQUIRE(found.size() == 4);
  CHECK(found[0].path.filename() == "a");
  CHECK(found[2].path.filename() == "c");
  CHECK(found[3].passed_over == "symbolic link");
  CHECK(found[3].problem.empty());
  CHECK_FALSE(find_sources("/no/such").at(0).problem.empty());
  CHECK_THROWS_AS(Input("/no/such"), std::system_error);
}

TEST_CASE("what arrives below a watched directory is a source if it is a file") {
  namespace fs = std::filesystem;
  const test::Temporary directory;
  const fs::path& root = directory.path();
  fs::create_directories(root / "empty");
  fs::create_directories(root / "full/deep");
  fs::create_directories(root / ".hidden");
  for (const char* name : {"a", "full/b", "full/deep/c", ".hidden/d", ".e", "full/x.tmp"}) {
    std::ofstream(root / name) << "x";
  }
  std::ofstream(root / "nothing").flush();
  fs::create_symlink(root / "full", root / "linked");
  // Folders, empty or not, however deep and written: only what is in them is a source.
  for (const char* name : {"empty", "full", "full/", "full/deep", ".hidden", "."}) {
    CAPTURE(name);
    CHECK_FALSE(source_below(root, root / name));
  }
  CHECK_FALSE(source_below(root, root / "gone"));
  CHECK_FALSE(source_below(root, root / "a/b"));
  for (const char* name : {"a", "full/b", "full/deep/c"}) {
    CAPTURE(name);
    const auto source = source_below(root, root / name);
    REQUIRE(source);
    CHECK(source->path == root / name);
    CHECK(source->passed_over.empty());
    CHECK(source->problem.empty());
  }
  // A link to a folder is no folder.
  for (const char* name : {".hidden/d", ".e", "linked", "nothing"}) {
    CAPTURE(name);
    const auto source = source_below(root, root / name);
    REQUIRE(source);
    CHECK_FALSE(source->passed_over.empty());
  }
  Patterns left_out;
  left_out.add({"*.tmp"}, "left out");
  const auto left = source_below(root, root / "full/x.tmp", left_out);
  REQUIRE(left);
  CHECK(left->passed_over == "left out");
  // Judged as when the directory is named.
  for (const Source& found : find_sources(root, left_out)) {
    if (fs::is_directory(fs::symlink_status(found.path))) continue;
    const auto below = source_below(root, found.path, left_out);
    CAPTURE(found.path);
    REQUIRE(below);
    CHECK(below->passed_over == found.passed_over);
  }
}

}  // namespace readers_test
