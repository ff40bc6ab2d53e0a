// SPDX-License-Identifier: GPL-2.0-or-later
// What day it is in each zone.
#include "common/date/time_zone.h"

#include "common/engine/query/context.h"
#include "common/errors/errors.h"

#include <cstdlib>
#include <ctime>
#include <string>

#include <catch2/catch.hpp>

namespace time_zone_test {

using namespace dateline;

namespace {

std::string day(std::string_view zone, std::int64_t seconds) {
  return iso(day_in_zone(zone, seconds));
}

/// Message and hint of the refusal of a zone.
std::string refusal(std::string_view zone) {
  try {
    day_in_zone(zone, 0);
  } catch (const Error& error) {
    CHECK(error.code() == Code::Usage);
    return std::string(error.what()) + " | " + error.hint().text;
  }
  return "";
}

/// 2019-12-13T22:30:00Z and 2019-07-13T22:30:00Z.
constexpr std::int64_t kWinter = 1576276200;
constexpr std::int64_t kSummer = 1563057000;

}  // namespace

TEST_CASE("a day begins at another moment in each zone", "[dates]") {
  CHECK(day("UTC", kWinter) == "2019-12-13");
  CHECK(day("Europe/Berlin", kWinter) == "2019-12-13");
  CHECK(day("Europe/Berlin", kSummer) == "2019-07-14");
  CHECK(day("europe/berlin", kSummer) == "2019-07-14");
  CHECK(day("Asia/Kolkata", kWinter) == "2019-12-14");
  CHECK(day("America/New York", kWinter) == "2019-12-13");
  CHECK(day("+01:30", kWinter) == "2019-12-14");
  CHECK(day("+01:29", kWinter) == "2019-12-13");
  CHECK(day("UTC+2", kWinter) == "2019-12-14");
}

TEST_CASE("offsets reach back over midnight, before 1970 too", "[dates]") {
  CHECK(day("-01:00", 0) == "1969-12-31");
  CHECK(day("UTC", -1) == "1969-12-31");
  CHECK(day("+00:01", -1) == "1970-01-01");
  CHECK(day("gmt-3", 10'800) == "1970-01-01");
  CHECK(day("Z", 86'399) == "1970-01-01");
}

TEST_CASE("the machine's own zone is that of TZ", "[dates]") {
  const char* before = std::getenv("TZ");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TZ", "XST-09", 1);
  tzset();
  CHECK(day("", kWinter) == "2019-12-14");
  setenv("TZ", "XST+09", 1);
  tzset();
  CHECK(day("", 0) == "1969-12-31");
  if (before == nullptr) {
    unsetenv("TZ");
  } else {
    setenv("TZ", kept.c_str(), 1);
  }
  tzset();
}

TEST_CASE("today is read from the clock each time, in the caller's zone", "[dates]") {
  query::Context context;
  std::int64_t now = kWinter;
  context.clock = [&] { return now; };
  context.time_zone = "+01:29";
  CHECK(iso(context.today()) == "2019-12-13");
  now += 60;
  CHECK(iso(context.today()) == "2019-12-14");
}

TEST_CASE("an unknown zone is refused with near ones", "[dates]") {
  CHECK(refusal("Europe/Berln") ==
        "there is no time zone 'Europe/Berln' | did you mean Europe/Berlin?");
  CHECK_THAT(refusal("berlin"), Catch::Contains("Europe/Berlin"));
  CHECK_THAT(refusal("Kolkata"), Catch::Contains("Asia/Kolkata"));
  const std::string general = "name a zone or an offset: Europe/Berlin, UTC or +05:30";
  for (const char* zone : {"IST", "+25:00", "+5:99", "+", "+123456", "nowhere at all",
                           "Etc/Unknown", "\x1B[31m", " ", "UTC+", "+1:2:3"}) {
    CAPTURE(zone);
    CHECK_THAT(refusal(zone), Catch::Contains(general) || Catch::Contains("did you mean"));
  }
}

}  // namespace time_zone_test
