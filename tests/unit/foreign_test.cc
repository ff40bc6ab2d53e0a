// SPDX-License-Identifier: GPL-2.0-or-later
// What files are that hold no article, by their first bytes and by their names.
#include "indexer/readers/stream/foreign.h"

#include <string>
#include <string_view>

#include <catch2/catch.hpp>

namespace foreign_test {

using namespace dateline;
using namespace std::string_view_literals;

TEST_CASE("what a file is shows in its first bytes") {
  const auto kind = [](std::string_view head) {
    const auto foreign = foreign_content(head);
    return foreign ? foreign->kind : "";
  };
  CHECK(kind("\xFF\xD8\xFF\xE1"sv) == "JPEG image");
  CHECK(kind("RIFF\x10\0\0\0WEBPVP8 "sv) == "WebP image");
  CHECK(kind("\0\0\0\x18"
             "ftypisom"sv) == "video");
  CHECK(kind("\0\0\0\x18"
             "ftypavif"sv) == "AVIF image");
  CHECK(kind("BM\x36\0\0\0\0\0\0\0"sv) == "bitmap image");
  CHECK(kind("<!DOCTYPE svg>\n<svg>") == "SVG image");
  std::string program(256, '\0');
  program.replace(0, 2, "MZ");
  program[0x3C] = '\x80';
  program.replace(0x80, 2, "PE");
  CHECK(kind(program) == "program");
  CHECK(foreign_content("%PDF-1.7"sv)->is_document());
  CHECK_FALSE(foreign_content("GIF89a"sv)->is_document());
  // Text that begins alike.
  for (const std::string_view text :
       {"MZ is a country code"sv, "BM wrote to us"sv, "<p><svg></svg></p>"sv, "ID3"sv,
        "WEBP images"sv, "{\"title\":1}"sv, "PK"sv, ""sv}) {
    CAPTURE(text);
    CHECK(kind(text) == "");
  }
}

TEST_CASE("mail is known by headers that only mail has") {
  CHECK(foreign_text("From a@b Thu Jan 1\nReceived: from x\n\nText"sv));
  CHECK(foreign_text("Subject: x\nMessage-ID: <a@b>\n\nText"sv));
  CHECK_FALSE(foreign_text("Subject: x\nDate: 2019-12-13\n\nText"sv));
  CHECK_FALSE(foreign_text("Council closes the pool\n\nReceived: a letter."sv));
}

TEST_CASE("a document, database or book is told by name") {
  const auto kind = [](std::string_view head) {
    const auto foreign = foreign_content(head);
    return foreign && foreign->is_document() ? foreign->kind : "";
  };
  CHECK(kind("SQLite format 3\0..."sv) == "a SQLite database");
  CHECK(kind("filedesc://IA-001.arc 0.0.0.0 2001"sv) == "an ARC file, the web archive before WARC");
  CHECK(kind("PAR1\x15\x04"sv) == "a Parquet file");
  CHECK(kind("\x89HDF\r\n\x1A\n\0"sv) == "an HDF5 file");
  CHECK(kind("RDX3\nX\n"sv) == "a file of R");
  CHECK(kind("\0\1\0\0Standard ACE DB\0"sv) == "a Microsoft Access database");
  CHECK(kind(" CDX N b a m s k r M S V g\n"sv) == "the index of a web archive (CDX)");
  CHECK(kind(std::string(60, 'B') + "BOOKMOBI....") == "a Mobipocket book");
  CHECK(kind("{\\rtf1\\ansi Hello}"sv) == "an RTF document");
  CHECK(kind("{\\rtf1\\ansi Load-Date: April 6, 2019}"sv) == "a download of Nexis");
  CHECK(kind("{\\rtf1\\ansi\\tab HD\\tab Strike\\par Factiva}"sv) == "a download of Factiva");
  const auto zip = [](const std::string& name, const std::string& rest) {
    return std::string("PK\x03\x04") + std::string(26, '\0') + name + rest;
  };
  CHECK(kind(zip("mimetype", "application/epub+zip")) == "an EPUB book");
  CHECK(kind(zip("mimetype", "UT123application/vnd.oasis.opendocument.text")) ==
        "an OpenDocument text");
  CHECK(kind(zip("docMetadata/LabelInfo.xml", "word/document.xml")) == "a Word document");
  CHECK(kind(zip("docProps/app.xml", std::string(9000, 'x') + "word/document.xml")) ==
        "a Word document");
  CHECK(kind(zip("Index/Document.iwa", "x")) == "a document of Apple's Pages, Numbers or Keynote");
  CHECK(kind(zip("a.jsonl", "word/document.xml")) == "");
}

TEST_CASE("a download of a database, and other lists in text, are told by name") {
  const auto kind = [](std::string_view head) {
    const auto foreign = foreign_text(head);
    return foreign ? foreign->kind : "";
  };
  CHECK(kind("\n            1 of 2 DOCUMENTS\n\n      Harbour Post\n") == "a download of Nexis");
  CHECK(kind("   Dokument 1 von 20\n") == "a download of Nexis");
  CHECK(kind("   Document 1 de 20\n") == "a download of Nexis");
  CHECK(kind("Strike\n\nLENGTH: 412 words\n\nIt ended.\n\nLOAD-DATE: April 6, 2019\n") ==
        "a download of Nexis");
  CHECK(kind("HD Strike\n\nIt ended.\n\nDocument HARBP00020190406ef4500003\n") ==
        "a download of Factiva");
  CHECK(kind("Strike\n\nFull text: It ended.\n\nProQuest document ID: 251439970\n") ==
        "a download of ProQuest");
  CHECK(kind("La gr\xC3\xA8ve finit\n\n\xC2\xA9 2019 CEDROM-SNi inc.\n") ==
        "a download of Europresse");
  CHECK(kind("TY  - NEWS\nTI  - Dam\n") == "a list of references (RIS)");
  CHECK(kind("@article{a,\n title={Dam}}\n") == "a list of references (BibTeX)");
  CHECK(kind("-- MySQL dump 10.13\n") == "the dump of a database (SQL)");
  // Prose that speaks of such things.
  for (const std::string_view text :
       {"The inquiry named 3 of 5 documents as forged, and that was all that it said of them.\n"sv,
        "She works for Factiva.\n"sv, "LENGTH: 5 words\n"sv, "Document 12 is lost.\n"sv}) {
    CAPTURE(text);
    CHECK(kind(text) == "");
  }
}

TEST_CASE("names that desktops leave, and hidden ones, are passed over in any place") {
  for (const std::string_view path :
       {".DS_Store"sv, "a/Thumbs.db"sv, "__MACOSX/a.json"sv, "a/._b.json"sv, "~$report.docx"sv}) {
    CAPTURE(path);
    CHECK(litter(path) == "of the desktop");
  }
  CHECK(litter(".git/config") == "hidden");
  CHECK(litter("a/.b/c.json") == "hidden");
  for (const std::string_view path :
       {"a.json"sv, "./a.json"sv, "../a/b.json"sv, "a.b"sv, "..."sv}) {
    CAPTURE(path);
    CHECK((litter(path).empty() || path == "..."sv));
  }
}

}  // namespace foreign_test
