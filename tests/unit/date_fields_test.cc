// SPDX-License-Identifier: GPL-2.0-or-later
// Dates in records: which of several names counts, and what programs write in place of a text.
#include "indexer/extract/understand.h"
#include "tests/unit/reading.h"

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

namespace date_fields_test {

using namespace dateline;  // NOLINT: a test reads better so

namespace {

Article article(const std::string& members) {
  const test::Reading reading =
      test::read("{\"title\":\"A headline\",\"body\":\"A sentence.\"," + members + "}\n", "jsonl");
  REQUIRE(reading.articles.size() == 1);
  return understand(reading.articles.front(), {}, *from_sortable("20240601120000"));
}

/// The date, or the flags of an undated article.
std::string dated(const std::string& members) {
  const Article one = article(members);
  if (one.published.date.known()) return iso(one.published.date);
  return one.flags.empty() ? "no flag" : std::string(name_of(one.flags.front()));
}

}  // namespace

TEST_CASE("a name whose value is no date gives way to the next", "[date-fields]") {
  for (const std::string_view none :
       {"\"None\"", "\"nan\"", "\"-\"", "\"yesterday\"", "\"0001-01-01T00:00:00Z\"",
        "\"1970-01-01T00:00:00Z\"", "0", "\"0000-00-00\"", "{\"a\":1,\"b\":2}", "[]", "null"}) {
    INFO(none);
    CHECK(dated("\"publish_date\":" + std::string(none) + ",\"date\":\"2019-04-05\"") ==
          "2019-04-05");
    CHECK(dated("\"date\":\"2019-04-05\",\"publish_date\":" + std::string(none)) == "2019-04-05");
  }
}

TEST_CASE("of two names for one day the one with the time counts", "[date-fields]") {
  CHECK(dated(R"("published":"2019-04-05","created":"2019-04-05T10:00:00Z")") ==
        "2019-04-05T10:00:00Z");
  CHECK(dated(R"("created":"2019-04-05T10:00:00Z","published":"2019-04-05")") ==
        "2019-04-05T10:00:00Z");
  // When it was collected is no better than when it was published.
  CHECK(dated(R"("published":"2019-04-05","timestamp":"2021-06-01T10:00:00Z")") == "2019-04-05");
  CHECK(dated(R"("timestamp":"2021-06-01T10:00:00Z","published":"2019-04-05")") == "2019-04-05");
}

TEST_CASE("dates that programs write as objects and arrays", "[date-fields]") {
  for (const std::string_view value :
       {R"({"$date":"2019-12-13T10:15:00Z"})", R"({"$date":{"$numberLong":"1576232100000"}})",
        R"({"$date":1576232100000})", R"({"_seconds":1576232100,"_nanoseconds":0})",
        R"({"seconds":"1576232100","nanos":0})", R"({"epochSecond":1576232100,"nano":0})",
        R"({"date":"2019-12-13 10:15:00.000000","timezone_type":3,"timezone":"UTC"})",
        R"({"iso":"2019-12-13T10:15:00Z","text":"Friday"})", R"(["2019-12-13T10:15:00Z"])",
        R"({"long":1576232100000})", "1576232100000", "1576232100000000", "1.5762321e9",
        R"("1576232100.0")", R"("/Date(1576232100000)/")"}) {
    INFO(value);
    CHECK(dated("\"date\":" + std::string(value)) == "2019-12-13T10:15:00Z");
  }
  CHECK(dated(R"("date":[2019,12,13,10,15])") == "2019-12-13T10:15");
  CHECK(dated(R"("date":{"year":2019,"month":12,"day":13})") == "2019-12-13");
}

TEST_CASE("what is not understood is flagged, and shown", "[date-fields]") {
  const Article one = article(R"("date":{"a":"x","b":"y"})");
  CHECK(one.flags == std::vector<Flag>{Flag::DateUnrecognised});
  CHECK(one.stated_date == R"({"a":"x","b":"y"})");
  CHECK(dated(R"("date":[1,2])") == "date-unrecognised");
  CHECK(dated(R"("date":"1398/09/22")") == "date-unrecognised");
  CHECK(dated(R"("date":{})") == "no flag");
}

TEST_CASE("a weekday that is not that of the day is flagged", "[date-fields]") {
  const Article one = article(R"("date":"Wednesday, December 13, 2019")");
  CHECK(iso(one.published.date) == "2019-12-13");
  CHECK(one.flags == std::vector<Flag>{Flag::DateWeekday});
  CHECK(article(R"("date":"Friday, December 13, 2019")").flags.empty());
}

}  // namespace date_fields_test
