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
