// SPDX-License-Identifier: GPL-2.0-or-later
// Wire messages as lines deliver them: with parity bits, without ends, after noise.
#include "indexer/readers/stream/blocks.h"
#include "indexer/readers/wire/body.h"
#include "indexer/readers/wire/closing_time.h"
#include "indexer/readers/wire/message.h"
#include "tests/unit/reading.h"

#include <catch2/catch.hpp>

namespace wire_test {

using namespace dateline;
using test::read;
using test::Reading;

namespace {

const std::string kMessage =
    "\x01"
    "REU0001 1 POL 0012\r\nElection\r\n\x02"
    "Headline =\r\n   ROME, April 2 - Text.\r\n\x03"
    "020930 GMT APR 87\r\n\x04";

}  // namespace

TEST_CASE("stamps of wires are dates and say who sent them") {
  const auto stamp = [](std::string_view line) {
    const auto read = read_stamp(line);
    return read ? read->sender + "|" + read->date : "none";
  };
  CHECK(stamp("AP-NY-02-12-88 2344EST<") == "AP|1988-02-12 23:44 EST");
  CHECK(stamp("AP-NR-02-12-88") == "AP|1988-02-12");
  CHECK(stamp(" AFP 131015 GMT DEC 19 ") == "AFP|13 DEC 2019 10:15 GMT");
  CHECK(stamp("131015 Dez 19") == "|13 Dez 2019 10:15");
  CHECK(stamp("131015 déc 69") == "|13 déc 2069 10:15");
  for (const char* const line :
       {"", "AP", "Reuter", "131015", "AP-NY-02-12", "1 2 3",
        "131015 GMT DEC 19 and a sentence that goes on and on and on and on"}) {
    CHECK(stamp(line) == "none");
  }
}

TEST_CASE("parity bits are told from letters with accents") {
  CHECK_FALSE(wire::high_bit_is_parity("plain text"));
  CHECK_FALSE(wire::high_bit_is_parity("caf\xE9 and plain text"));
  CHECK_FALSE(wire::high_bit_is_parity(""));
  std::string even;
  std::string odd;
  std::string set;
  for (const char c : kMessage) {
    const bool is_odd = __builtin_popcount(static_cast<unsigned char>(c)) % 2 != 0;
    even += static_cast<char>(is_odd ? c | '\x80' : c);
    odd += static_cast<char>(is_odd ? c : c | '\x80');
    set += static_cast<char>(c | '\x80');
  }
  for (const std::string& bytes : {kMessage, even, odd, set}) {
    CHECK(wire::high_bit_is_parity(bytes) == (bytes != kMessage));
    const Reading reading = read(bytes + bytes);
    REQUIRE(reading.articles.size() == 2);
    CHECK(reading.articles[1].headline == "Headline");
    CHECK(reading.articles[1].date == "02 APR 1987 09:30 GMT");
    CHECK(reading.articles[1].origin.offset == kMessage.size());
  }
}

TEST_CASE("a message too large is rejected, and the next one is read") {
  const std::string huge = "\x01" + std::string(kMaxBlockBytes, 'x');
  const Reading reading = read(huge + kMessage, "iptc7901");
  REQUIRE(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].reason == "a message of over 16 MiB");
  CHECK(reading.articles.size() == 1);
}

TEST_CASE("empty messages and NULs are no articles") {
  CHECK(read(std::string(10'000, '\x01'), "anpa1312").rejects.size() == 10'000);
  CHECK(read(std::string(10'000, '\0'), "anpa1312").articles.empty());
  CHECK(read("\x01\x02\x03\x04\x02\x03", "iptc7901").articles.empty());
}

TEST_CASE("a header of endless keywords is cut") {
  std::string slashes = "\x01REU0001 1 POL 0012\r\n";
  for (int i = 0; i < 1'000'000; ++i) slashes += "a/";
  const Reading reading = read(slashes + "\r\n\x02Text.\x03", "iptc7901");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].tags.size() <= 128);
}

TEST_CASE("no text above or below a story is taken for what it is not") {
  const wire::Copy all_marked = wire::read_copy("^One line<");
  CHECK(all_marked.headline == "One line");
  const wire::Copy no_headline = wire::read_copy("   ROME - Text.\n   More.");
  CHECK(no_headline.headline.empty());
  const wire::Copy one_line = wire::read_copy("Only this line.");
  CHECK(one_line.headline.empty());
  CHECK(text::trim(one_line.body) == "Only this line.");
  const wire::Copy long_line = wire::read_copy(std::string(1000, 'x') + "<\n\tMore.<");
  CHECK(long_line.headline.empty());
  CHECK(long_line.body.size() > 1000);
  const wire::Copy prose = wire::read_copy("First line of a paragraph\nthat goes on = here.\n");
  CHECK(prose.headline.empty());
}

TEST_CASE("capitals in the service letter and codes of ANPA 1312 are read as small ones are") {
  for (const std::string_view header : {"w2870 US _asian\r\nr l \x13\x11"
                                        "BC-LT--Dam     11-13 0466",
                                        "W2870 US _asian\r\nr l \x13\x11"
                                        "BC-LT--Dam     11-13 0466",
                                        "W2870\x1F"
                                        "_asian\r\nR L BC-LT--Dam     11-13 0466"}) {
    CAPTURE(header);
    const Reading reading = read("\x16\x16\x01" + std::string(header) +
                                 "\r\n\x02^Dam bursts<\r\n   ORUBA (AP) - It burst.\r\n\x03\r\n"
                                 "AP-NY-11-13-98 2344EST\r\n\x04");
    CHECK(reading.format == "anpa1312");
    REQUIRE(reading.articles.size() == 1);
    CHECK(reading.articles[0].section == "Lifestyle");
    CHECK(reading.articles[0].tags == std::vector<std::string>{"BC-LT--Dam"});
    CHECK(reading.articles[0].date == "1998-11-13 23:44 EST");
  }
}

TEST_CASE("messages that lost their marks on the way begin with their headers") {
  const std::string iptc =
      "AFP0123 4 I 0321 FRA /AFP-AB12\r\nDam-weather/\r\nDam bursts =\r\n   ORUBA (AFP) - It "
      "burst.\r\nAFP 051015 GMT AVR 19\r\n";
  const std::string anpa =
      "W2870 US _asian\r\nr l BC-LT--Dam     11-13 0466\r\n^Dam bursts<\r\n   ORUBA (AP) - It "
      "burst.\r\nAP-NY-11-13-98 2344EST\r\n";
  for (const auto& [format, message] :
       {std::pair<std::string_view, std::string>{"iptc7901", iptc}, {"anpa1312", anpa}}) {
    for (const std::string before : {"", "\r\n", "\x16\x16", " \r\n"}) {
      CAPTURE(format, before);
      const Reading reading = read(before + message + message + "\x03" + message);
      CHECK(reading.format == format);
      REQUIRE(reading.articles.size() == 3);
      CHECK(reading.articles[1].headline == "Dam bursts");
      CHECK(reading.rejects.empty());
    }
  }
  // Prose is no header.
  for (const std::string_view text : {"We met 0123 4 I 0321\n", "a0123\nr i\n",
                                      "Section 123456 7 A 3\n", "W2870\nA dam burst.\n"}) {
    CHECK(read(text).format != "iptc7901");
    CHECK(read(text).format != "anpa1312");
  }
}

TEST_CASE("a slug is no headline, and a byline ends one") {
  struct Row {
    std::string_view text, headline, byline;
  };
  for (const Row& row : std::vector<Row>{
           {"^BC-LT--Dam,466<\n^Dam bursts in Oruba<\n   Text.\n   More.", "Dam bursts in Oruba",
            ""},
           {"With AM-Economy Bjt\nStocks fall again\n   Text.\n   More.", "Stocks fall again", ""},
           {"^PM-Dam, 1st Ld-Writethru<\n   Text.\n   More.", "", ""},
           {"^Dam-Oruba, Bjt<\n^Dam bursts<\n   Text.\n   More.", "Dam bursts", ""},
           {"Dam bursts in Oruba\nBy Jane Roe, dpa =\n   Text.\n   More.", "Dam bursts in Oruba",
            "By Jane Roe, dpa\n"},
       }) {
    INFO(row.text);
    const wire::Copy copy = wire::read_copy(row.text);
    CHECK(copy.headline == row.headline);
    CHECK(copy.byline == row.byline);
  }
}

}  // namespace wire_test
