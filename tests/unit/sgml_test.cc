// SPDX-License-Identifier: GPL-2.0-or-later
// SGML as found: cut anywhere, never closed, full of tags, larger than memory.
#include "indexer/readers/sgml/collections.h"
#include "indexer/readers/sgml/entities.h"
#include "indexer/readers/sgml/scanner.h"
#include "indexer/readers/stream/blocks.h"
#include "indexer/readers/text/typewritten.h"
#include "tests/unit/reading.h"
#include "tests/unit/temporary.h"

#include <fstream>
#include <sstream>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/stat.h>

namespace sgml_test {

using namespace dateline;
using test::read;
using test::Reading;

namespace {

using Strings = std::vector<std::string>;

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string resolved(std::string_view text) {
  std::string out;
  sgml::append_resolved(text, out);
  return out;
}

/// Resets the kernel's record of this process's peak memory.
void forget_peak_memory() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

std::size_t peak_memory_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) * 1024;
  }
  return 0;
}

std::string document(int number, std::string_view text) {
  return "<DOC>\n<DOCNO>" + std::to_string(number) + "</DOCNO>\n<TEXT>\n" + std::string(text) +
         "\n</TEXT>\n</DOC>\n";
}

}  // namespace

TEST_CASE("an opening tag is found wherever what is read at once ends in it") {
  constexpr std::size_t kReadBytes = std::size_t{256} << 10U;
  const std::string empty = document(1, "");
  for (std::size_t beyond = 0; beyond < 8; ++beyond) {
    INFO(beyond);
    const std::string first = document(1, std::string(kReadBytes - empty.size() - beyond, 'x'));
    REQUIRE(first.size() == kReadBytes - beyond);
    const Reading reading = read(first + document(2, "two"), "trec");
    REQUIRE(reading.articles.size() == 2);
    CHECK(reading.rejects.empty());
    CHECK(reading.articles[1].origin.offset == first.size());
    CHECK(reading.articles[1].origin.line == 7);
    CHECK(text::trim(reading.articles[1].body) == "two");
  }
}

TEST_CASE("a document that never ends is refused in constant memory, and the next one is read") {
  const test::Temporary directory;
  const auto path = directory.path() / "pipe";
  REQUIRE(mkfifo(path.c_str(), 0600) == 0);
  std::thread writer([&] {
    std::ofstream pipe(path, std::ios::binary);
    const std::string block(std::size_t{1} << 20U, 'x');
    pipe << "<DOC><DOCNO>1</DOCNO><TEXT>\n";
    for (int i = 0; i < 100; ++i) pipe << block;
    pipe << document(2, "two");
  });
  forget_peak_memory();
  const std::size_t before = peak_memory_bytes();
  const Reading reading = [&] {
    Input input(path);
    return read(input, "trec");
  }();
  const std::size_t held = peak_memory_bytes() - before;
  writer.join();  // whose pipe is no longer read
  REQUIRE(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].reason == "over 16 MiB without </DOC>");
  CHECK(reading.rejects[0].origin.line == 1);
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].id == "2");
  CHECK(reading.articles[0].origin.line == 2);
#ifndef DATELINE_SANITIZED
  CHECK(held < std::size_t{100} << 20U);
#else
  CHECK(held > 0);
#endif
}

TEST_CASE("hostile markup takes time by its size only, and does not eat the article beside it") {
#ifdef DATELINE_SANITIZED
  constexpr std::size_t kPieces = 200'000;
#else
  constexpr std::size_t kPieces = 1'000'000;
#endif
  const double start = test::processor_seconds();
  for (const char* const piece :
       {"<HL>", "<HL>x", "<b>", "<!--", "<a ", "<", "</", "</DOC", "&", "&#1", "&a;", "<!", "<?",
        "<F P=", "<DATE>1", "<SUBJECT>a;", "\n@", "<BYLINE>By A,", "<P>"}) {
    INFO(piece);
    const Reading reading = read(
        "<DOC><DOCNO>1</DOCNO>" + repeated(piece, kPieces) + "</DOC>" + document(2, "two"), "trec");
    REQUIRE(reading.articles.size() == 2);
    CHECK(reading.articles[0].headline.size() <= 100'000);
    CHECK(reading.articles[0].tags.size() <= 100);
    CHECK(reading.articles[1].id == "2");
  }
  CHECK(test::processor_seconds() - start < 6 * test::kAtOnce);
}

TEST_CASE("a file of nothing but NULs, or opening tags, is rejected or read, in order") {
  CHECK(read(std::string(1'000'000, '\0')).format.empty());
  CHECK(read(std::string(1'000'000, '\0'), "trec").articles.empty());
  const Reading reading = read(repeated("<DOC>", 10'000), "trec");
  CHECK(reading.articles.size() == 10'000);
  CHECK(reading.rejects.size() == 1);
}

TEST_CASE("what only looks like a document is not recognised") {
  for (const char* const text : {"<DOCUMENT><DOCNO>1</DOCNO>", "<DOC>", "<DOCNO>1", "<html>",
                                 "<REUTERS>", "<DOC class='x'><p>"}) {
    INFO(text);
    const std::string_view format = read(text).format;
    CHECK((format != "trec" && format != "reuters-21578"));
  }
}

TEST_CASE("references are resolved once") {
  CHECK(resolved("a &amp;lt; b &lt;c&gt;") == "a &lt; b <c>");
  CHECK(resolved("&#65;&#x42;&#XE9;&eacute;&mu;&hyph;&equals;&blank;.") == "ABééμ-= .");
  CHECK(resolved("&#146;") == "’");
  CHECK(resolved("&#1114112;&#xD800;&#99999999999999;") == "\uFFFD\uFFFD\uFFFD");
  CHECK(resolved("AT&T; R&D &; &# &#; &#x; &#12a; &unheardofentityname; &") ==
        "AT&T; R&D &; &# &#; &#x; &#12a; &unheardofentityname; &");
}

TEST_CASE("attributes have values with quotes of either kind, or none") {
  using sgml::attribute;
  CHECK(attribute(R"( id="a b" type='c' P=104 x)", "ID") == "a b");
  CHECK(attribute(R"( id="a b" type='c' P=104 x)", "type") == "c");
  CHECK(attribute(R"( id="a b" type = 'c' P=104 x)", "p") == "104");
  CHECK(attribute(R"( id="a b" type='c' P=104 x)", "x").empty());
  CHECK(attribute(R"( = == id="open)", "id") == "open");
}

TEST_CASE("the date styles of collections become readable where they are certain") {
  const auto date = [](const char* number, const char* written) {
    return sgml::readable_date(written, sgml::read_document_number(number));
  };
  CHECK(date("WSJ870324-0001", "02/12/88") == "1988-02-12");
  CHECK(date("APW19980601.0003", "06/01/1998 00:01:00") == "1998-06-01 00:01:00");
  CHECK(date("X1", "06/01/1998") == "06/01/1998");
  CHECK(date("X1", "31/01/1998") == "1998-01-31");
  CHECK(date("FT911-3", "920101") == "1992-01-01");
  CHECK(date("FT911-3", "01 JAN 92") == "01 JAN 1992");
  CHECK(date("FT911-3", "920231") == "920231");
  CHECK(date("X1", "100203") == "100203");
  CHECK(date("LA010189-0001", "January 1, 1989, Sunday, Home Edition") == "January 1, 1989");
  CHECK(date("X1", "a, b, c, d") == "a, b, c, d");
}

TEST_CASE("numbers of documents tell collection, date and language") {
  const auto number = sgml::read_document_number("APW_ENG_19941116.0001");
  CHECK(number.source == "Associated Press");
  CHECK(number.date == "1994-11-16");
  CHECK(number.language == "ENG");
  CHECK(sgml::read_document_number("AP880212-0001").date == "1988-02-12");
  CHECK(sgml::read_document_number("LA010189-0001").date == "1989-01-01");
  CHECK(sgml::read_document_number("FT911-3").date == "1991");
  CHECK(sgml::read_document_number("FBIS3-1").date.empty());
  CHECK(sgml::read_document_number("AP881302-0001").date.empty());
  CHECK_FALSE(sgml::read_document_number("APPLE880212").is_known);
  CHECK_FALSE(sgml::read_document_number("").is_known);
}

TEST_CASE("bylines are taken apart into persons") {
  CHECK(authors_of("By PETER ENG\nAssociated Press Writer") == Strings{"PETER ENG"});
  CHECK(authors_of("By Ann Lee, Jo van Dam and Max Ott") ==
        Strings{"Ann Lee", "Jo van Dam", "Max Ott"});
  CHECK(authors_of("Von Anna Groß, dpa") == Strings{"Anna Groß"});
  CHECK(authors_of("By Our Correspondent") == Strings{"Our Correspondent"});
  CHECK(authors_of("Staff report") == Strings{"Staff report"});
  CHECK(authors_of(" \n ").empty());
  CHECK(authors_of("By A B, A B").size() == 1);
}

TEST_CASE("paragraphs are recognised by their indent") {
  CHECK(with_parted_paragraphs("   a\nb\n   c\n") == "\n   a\nb\n\n   c\n");
  CHECK(with_parted_paragraphs("   a\n   b.\n   c\n") == "\n   a\n   b.\n\n   c\n");
  CHECK(with_parted_paragraphs("a\nb\n") == "a\nb\n");
  CHECK(with_parted_paragraphs("\ta\n\tb\n") == "\n\ta\n\tb\n");
  CHECK(with_dashes("a _ b _ _ c_d") == "a — b — — c_d");
}

TEST_CASE("the caption of a picture is the text of a document that has no other") {
  const test::Reading reading = test::read(
      "<DOC>\n<DOCNO> 1 </DOCNO>\n<GRAPHIC><P>Photo, The dam.</P></GRAPHIC>\n</DOC>\n"
      "<DOC>\n<DOCNO> 2 </DOCNO>\n<HEADLINE>Dam</HEADLINE><CAPTION>Map</CAPTION>\n</DOC>\n"
      "<DOC>\n<DOCNO> 3 </DOCNO>\n<TEXT>It burst.<GRAPHIC>Photo</GRAPHIC> Twice.</TEXT>\n</DOC>\n");
  REQUIRE(reading.articles.size() == 3);
  CHECK(text::trim(reading.articles[0].body) == "Photo, The dam.");
  CHECK(text::trim(reading.articles[1].body) == "Map");
  CHECK(reading.articles[2].body.find("Photo") == std::string::npos);
  CHECK(reading.articles[2].body.find("Twice.") != std::string::npos);
}

}  // namespace sgml_test
