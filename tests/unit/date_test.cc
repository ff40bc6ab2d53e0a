// SPDX-License-Identifier: GPL-2.0-or-later
// Every documented form of a date, the forms that must be refused, and calendar arithmetic.
#include "common/date/date.h"

#include <limits>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace date_test {

using namespace dateline;  // NOLINT: a test reads better so

namespace {

Date day(int year, int month = 0, int day_of_month = 0) {
  const auto date = make_date(year, month, day_of_month);
  REQUIRE(date);
  return *date;
}

Date at(Date date, int hour, int minute, std::optional<int> second = {},
        std::optional<int> offset = {}) {
  date.hour = hour;
  date.minute = minute;
  date.second = second.value_or(0);
  date.precision = second ? Precision::Second : Precision::Minute;
  date.utc_offset_minutes = offset;
  return date;
}

Date parsed(std::string_view text) {
  const DateResult result = parse_date(text);
  INFO("text: " << text);
  if (const auto* problem = std::get_if<DateProblem>(&result)) FAIL(problem->message);
  return std::get<Date>(result);
}

DateProblem problem(std::string_view text) {
  const DateResult result = parse_date(text);
  INFO("text: " << text);
  REQUIRE(std::holds_alternative<DateProblem>(result));
  return std::get<DateProblem>(result);
}

std::string ten_megabytes_of(char c) {
  std::string text;
  text.resize(10'000'000, c);
  return text;
}

}  // namespace

TEST_CASE("dates of every precision are made, impossible ones are not") {
  const Date date = day(2019, 12, 13);
  CHECK(date.year == 2019);
  CHECK(date.month == 12);
  CHECK(date.day == 13);
  CHECK(date.precision == Precision::Day);
  CHECK(date.known());
  CHECK(day(2019, 12).precision == Precision::Month);
  CHECK(day(2019).precision == Precision::Year);
  CHECK(day(1).year == 1);
  CHECK(day(9999, 12, 31).day == 31);
  CHECK(day(2020, 2, 29).day == 29);
  CHECK_FALSE(Date{}.known());

  struct Parts {
    int year, month, day;
  };
  for (const Parts& parts : std::vector<Parts>{{2019, 2, 29},
                                               {1900, 2, 29},
                                               {2019, 2, 30},
                                               {2019, 13, 1},
                                               {2019, 4, 31},
                                               {2019, 1, 32},
                                               {2019, -1, 1},
                                               {2019, 1, -1},
                                               {2019, 0, 1},
                                               {0, 1, 1},
                                               {-1, 1, 1},
                                               {10000, 1, 1},
                                               {2019, 260, 1},
                                               {2019, 1, 260}}) {
    INFO(parts.year << " " << parts.month << " " << parts.day);
    CHECK_FALSE(make_date(parts.year, parts.month, parts.day));
  }
}

TEST_CASE("a date is written as far as it is known") {
  struct Row {
    Date date;
    std::string sortable, iso, human;
  };
  const std::vector<Row> rows = {
      {Date{}, "", "", ""},
      {day(2019), "2019", "2019", "2019"},
      {day(2019, 12), "201912", "2019-12", "Dec 2019"},
      {day(2019, 9, 3), "20190903", "2019-09-03", "3 Sep 2019"},
      {day(33, 4, 3), "00330403", "0033-04-03", "3 Apr 33"},
      {at(day(2019, 12, 13), 10, 15), "201912131015", "2019-12-13T10:15", "13 Dec 2019"},
      {at(day(2019, 12, 13), 10, 15, 0), "20191213101500", "2019-12-13T10:15:00", "13 Dec 2019"},
      {at(day(2019, 12, 13), 10, 15, 0, 60), "20191213101500", "2019-12-13T10:15:00+01:00",
       "13 Dec 2019"},
      {at(day(2019, 12, 13), 10, 15, {}, 0), "201912131015", "2019-12-13T10:15Z", "13 Dec 2019"},
      {at(day(2019, 12, 13), 23, 59, 59, -570), "20191213235959", "2019-12-13T23:59:59-09:30",
       "13 Dec 2019"},
  };
  for (const Row& row : rows) {
    CHECK(sortable(row.date) == row.sortable);
    CHECK(iso(row.date) == row.iso);
    CHECK(human(row.date) == row.human);
    if (!row.date.known()) continue;
    INFO(row.iso);
    CHECK(parsed(row.iso) == row.date);
    Date local = row.date;
    local.utc_offset_minutes.reset();
    CHECK(from_sortable(row.sortable) == local);
  }
}

TEST_CASE("only sortable text is read as such") {
  for (const std::string_view text : {"",
                                      "2",
                                      "201",
                                      "20191",
                                      "2019121",
                                      "201912131",
                                      "2019121310",
                                      "2019121310150",
                                      "201912131015000",
                                      "0000",
                                      "20190",
                                      "201900",
                                      "201913",
                                      "20190230",
                                      "20191200",
                                      "20190001",
                                      "201912132460",
                                      "201912132400",
                                      "20191213236000",
                                      "20191213235960",
                                      "2019-12",
                                      " 2019",
                                      "+019",
                                      "-001",
                                      "2o19",
                                      "２０１９"}) {
    INFO(text);
    CHECK_FALSE(from_sortable(text));
  }
  CHECK_FALSE(from_sortable(std::string_view("2019\0", 5)));
}

TEST_CASE("days are counted from 1970") {
  CHECK(day_number(day(1970, 1, 1)) == 0);
  CHECK(day_number(day(1969, 12, 31)) == -1);
  CHECK(day_number(day(2019, 12, 13)) == 18243);
  CHECK(day_number(day(2019, 12)) == 18231);
  CHECK(day_number(day(2019)) == 17897);
  CHECK(from_day_number(18243) == day(2019, 12, 13));
  CHECK(all_days() == DateRange{-719162, 2932896});
  for (std::int64_t number = all_days().first_day; number <= all_days().last_day; number += 997) {
    REQUIRE(day_number(from_day_number(number)) == number);
  }
  CHECK(from_day_number(all_days().first_day) == day(1, 1, 1));
  CHECK(from_day_number(all_days().last_day) == day(9999, 12, 31));
  CHECK_FALSE(from_day_number(all_days().first_day - 1).known());
  CHECK_FALSE(from_day_number(all_days().last_day + 1).known());
  CHECK_FALSE(from_day_number(std::numeric_limits<std::int64_t>::max()).known());
  CHECK_FALSE(from_day_number(std::numeric_limits<std::int64_t>::min()).known());
}

TEST_CASE("months and weeks have their length") {
  CHECK(days_in_month(2019, 2) == 28);
  CHECK(days_in_month(2020, 2) == 29);
  CHECK(days_in_month(1900, 2) == 28);
  CHECK(days_in_month(2000, 2) == 29);
  CHECK(days_in_month(2019, 4) == 30);
  CHECK(days_in_month(2019, 12) == 31);
  CHECK(iso_weekday(day_number(day(2019, 12, 13))) == 5);
  CHECK(iso_weekday(0) == 4);
  CHECK(iso_weekday(-1) == 3);
  CHECK(iso_weekday(3) == 7);
  CHECK(iso_weekday(4) == 1);
  CHECK(iso_weekday(all_days().first_day) == 1);
}

TEST_CASE("a period is all days the date may mean") {
  const std::int64_t friday = day_number(day(2019, 12, 13));
  CHECK(whole_period(day(2019, 12, 13)) == DateRange{friday, friday});
  CHECK(whole_period(at(day(2019, 12, 13), 10, 15)) == DateRange{friday, friday});
  CHECK(whole_period(day(2019, 12)) == DateRange{18231, 18261});
  CHECK(whole_period(day(2020, 2)) ==
        DateRange{day_number(day(2020, 2, 1)), day_number(day(2020, 2, 29))});
  CHECK(whole_period(day(2019)) == DateRange{17897, 18261});
  CHECK(whole_period(Date{}).empty());
  CHECK_FALSE(all_days().empty());
  CHECK(DateRange{1, 0}.empty());
  CHECK_FALSE(DateRange{0, 0}.empty());
}

TEST_CASE("the current time is a full date in UTC") {
  const Date now = utc_now();
  CHECK(now.year >= 2024);
  CHECK(now.precision == Precision::Second);
  CHECK(now.utc_offset_minutes == 0);
  CHECK(parsed(iso(now)) == now);
}

TEST_CASE("epoch numbers are seconds, or milliseconds where seconds cannot be meant") {
  struct Row {
    double value;
    std::string iso;
  };
  for (const Row& row : std::vector<Row>{{0, "1970-01-01T00:00:00Z"},
                                         {1576232100, "2019-12-13T10:15:00Z"},
                                         {1576232100.9, "2019-12-13T10:15:00Z"},
                                         {1576232100123, "2019-12-13T10:15:00Z"},
                                         {-0.5, "1969-12-31T23:59:59Z"},
                                         {-86400, "1969-12-31T00:00:00Z"},
                                         {-62135596800, "0001-01-01T00:00:00Z"},
                                         {-631152000000, "1950-01-01T00:00:00Z"},
                                         {253402300799, "9999-12-31T23:59:59Z"},
                                         {253402300799999, "9999-12-31T23:59:59Z"}}) {
    const DateResult result = date_from_epoch(row.value);
    INFO(row.iso);
    REQUIRE(std::holds_alternative<Date>(result));
    CHECK(iso(std::get<Date>(result)) == row.iso);
  }
  const auto kind = [](double value) {
    const DateResult result = date_from_epoch(value);
    REQUIRE(std::holds_alternative<DateProblem>(result));
    CHECK_FALSE(std::get<DateProblem>(result).message.empty());
    return std::get<DateProblem>(result).kind;
  };
  CHECK(kind(253402300800000) == DateProblem::Kind::Impossible);
  CHECK(kind(1e300) == DateProblem::Kind::Impossible);
  CHECK(kind(-1e300) == DateProblem::Kind::Impossible);
  CHECK(kind(std::numeric_limits<double>::infinity()) == DateProblem::Kind::Unrecognised);
  CHECK(kind(std::numeric_limits<double>::quiet_NaN()) == DateProblem::Kind::Unrecognised);
}

TEST_CASE("names of months") {
  struct Row {
    std::string_view name;
    int month;
  };
  for (const Row& row : std::vector<Row>{
           {"January", 1}, {"feb", 2},      {"MAR", 3},    {"Apr.", 4}, {"May", 5},
           {"june", 6},    {"Jul", 7},      {"AUGUST", 8}, {"Sep", 9},  {"Sept", 9},
           {"Sept.", 9},   {"October", 10}, {"Nov.", 11},  {"Dec", 12}, {"Dec.", 12},
           {"", 0},        {".", 0},        {"De", 0},     {"Dece", 0}, {"Decembers", 0},
           {"déc", 0},     {"Dec..", 0},    {" Dec", 0},   {"12", 0}}) {
    INFO(row.name);
    CHECK(month_from_name(row.name) == row.month);
  }
}

TEST_CASE("dates without a time are read") {
  const Date friday = day(2019, 12, 13);
  for (const std::string_view text : {
           "2019-12-13",
           "20191213",
           "2019/12/13",
           "2019.12.13",
           "13.12.2019",
           "13/12/2019",
           "12/13/2019",
           "13-12-2019",
           "13-Dec-2019",
           "13/Dec/2019",
           "13 December 2019",
           "13 December, 2019",
           "13th December, 2019",
           "13th of December 2019",
           "13 Dec. 2019",
           "13 DEC 2019",
           "December 13, 2019",
           "December 13th, 2019",
           "December 13 2019",
           "Dec. 13, 2019",
           "dec 13,2019",
           "Fri, 13 Dec 2019",
           "Friday 13 December 2019",
           "Friday, December 13, 2019",
           "Thurs., Dec. 13, 2019",
           "  2019-12-13  ",
           "\t2019-12-13\r\n",
           "13\u00A0December\u202F2019",
           "13\n December 2019",
       }) {
    INFO(text);
    CHECK(parsed(text) == friday);
  }
  CHECK(parsed("02nd Mar, 2020") == day(2020, 3, 2));
  CHECK(parsed("1st May 1933") == day(1933, 5, 1));
  CHECK(parsed("3rd June, 1920") == day(1920, 6, 3));
  CHECK(parsed("2019-1-5") == day(2019, 1, 5));
  CHECK(parsed("1.2.2019") == day(2019, 2, 1));
  CHECK(parsed("0001-01-01") == day(1, 1, 1));
  CHECK(parsed("9999-12-31") == day(9999, 12, 31));
  CHECK(parsed("2020-02-29") == day(2020, 2, 29));
  CHECK(parsed("2019-12") == day(2019, 12));
  CHECK(parsed("2019/12") == day(2019, 12));
  CHECK(parsed("December 2019") == day(2019, 12));
  CHECK(parsed("Dec 2019") == day(2019, 12));
  CHECK(parsed("2019") == day(2019));
}

TEST_CASE("two numbers have one reading or are ambiguous") {
  CHECK(parsed("31/12/2019") == day(2019, 12, 31));
  CHECK(parsed("12/31/2019") == day(2019, 12, 31));
  CHECK(parsed("02/02/2019") == day(2019, 2, 2));
  CHECK(parsed("2-2-2019") == day(2019, 2, 2));
  // February has no 30th, so only one reading is left here as well.
  CHECK(problem("30/02/2019").kind == DateProblem::Kind::Impossible);
  struct Row {
    std::string_view text, message;
  };
  for (const Row& row : std::vector<Row>{
           {"02/03/2019", "02/03/2019 may be 2 March or 3 February 2019"},
           {"02-03-2019", "02-03-2019 may be 2 March or 3 February 2019"},
           {"1/12/2019", "1/12/2019 may be 1 December or 12 January 2019"},
           {"Sat, 02/03/2019", "Sat, 02/03/2019 may be 2 March or 3 February 2019"},
           {"02/03/2019 10:15 GMT", "02/03/2019 10:15 GMT may be 2 March or 3 February 2019"}}) {
    const DateProblem found = problem(row.text);
    CHECK(found.kind == DateProblem::Kind::Ambiguous);
    CHECK(found.message == row.message);
  }
}

TEST_CASE("days that do not exist are named as impossible") {
  struct Row {
    std::string_view text, message;
  };
  for (const Row& row : std::vector<Row>{
           {"2019-02-30", "2019-02-30 is not a day of the calendar"},
           {"0000-00-00", "0000-00-00 is not a day of the calendar"},
           {"2019-13-01", "2019-13-01 is not a day of the calendar"},
           {"2019-00-10", "2019-00-10 is not a day of the calendar"},
           {"2019-10-00", "2019-10-00 is not a day of the calendar"},
           {"20190230", "20190230 is not a day of the calendar"},
           {"31 April 2019", "31 April 2019 is not a day of the calendar"},
           {"December 0, 2019", "December 0, 2019 is not a day of the calendar"},
           {"29 Feb 1900", "29 Feb 1900 is not a day of the calendar"},
           {"13/13/2019", "13/13/2019 is not a day of the calendar"},
           {"00/00/2019", "00/00/2019 is not a day of the calendar"},
           {"02/03/0000", "02/03/0000 is not a day of the calendar"},
           {"12.13.2019", "12.13.2019 is not a day of the calendar"},
           {"2019-13", "2019-13 is not a month of the calendar"},
           {"2019-00", "2019-00 is not a month of the calendar"},
           {"0000", "0000 is not a year of the calendar"},
           {"2019-12-13T24:01", "2019-12-13T24:01 is not a time of the day"},
           {"2019-12-13 10:60", "2019-12-13 10:60 is not a time of the day"},
           {"2019-12-13 10:15:61", "2019-12-13 10:15:61 is not a time of the day"},
           {"2019-12-13 13:15 pm", "2019-12-13 13:15 pm is not a time of the day"},
           {"2019-12-13 0:15 am", "2019-12-13 0:15 am is not a time of the day"},
           {"2019-12-13T10:15+24:00", "2019-12-13T10:15+24:00 is not a time of the day"},
           {"2019-12-13T10:15+01:60", "2019-12-13T10:15+01:60 is not a time of the day"}}) {
    const DateProblem found = problem(row.text);
    CHECK(found.kind == DateProblem::Kind::Impossible);
    CHECK(found.message == row.message);
  }
}

TEST_CASE("times of the day are read as written") {
  const Date friday = day(2019, 12, 13);
  struct Row {
    std::string_view text;
    Date date;
  };
  const std::vector<Row> rows = {
      {"2019-12-13 10:15", at(friday, 10, 15)},
      {"2019-12-13T10:15", at(friday, 10, 15)},
      {"2019-12-13t10:15z", at(friday, 10, 15, {}, 0)},
      {"2019-12-13T10:15Z", at(friday, 10, 15, {}, 0)},
      {"2019-12-13T10:15:00Z", at(friday, 10, 15, 0, 0)},
      {"2019-12-13T10:15:09.123456789Z", at(friday, 10, 15, 9, 0)},
      {"2019-12-13 10:15:09,123", at(friday, 10, 15, 9)},
      {"2019-12-13T10:15:00+01:00", at(friday, 10, 15, 0, 60)},
      {"2019-12-13T10:15:00-0930", at(friday, 10, 15, 0, -570)},
      {"2019-12-13T10:15:00 +05", at(friday, 10, 15, 0, 300)},
      {"2019-12-13 10:15:00 UTC", at(friday, 10, 15, 0, 0)},
      {"20191213T101500Z", at(friday, 10, 15, 0, 0)},
      {"20191213T1015", at(friday, 10, 15)},
      {"20191213T101500+0100", at(friday, 10, 15, 0, 60)},
      {"20191213101500", at(friday, 10, 15, 0)},
      {"201912131015", at(friday, 10, 15)},
      {"20191213101500Z", at(friday, 10, 15, 0, 0)},
      {"Fri, 13 Dec 2019 10:15:00 +0000", at(friday, 10, 15, 0, 0)},
      {"Fri, 13 Dec 2019 10:15:00 -0500 (EST)", at(friday, 10, 15, 0, -300)},
      {"Friday, 13 Dec 2019 10:15 GMT", at(friday, 10, 15, {}, 0)},
      {"13 Dec 2019 10:15 UT", at(friday, 10, 15, {}, 0)},
      {"13 Dec 2019 10:15 EST", at(friday, 10, 15, {}, -300)},
      {"13 Dec 2019 10:15 EDT", at(friday, 10, 15, {}, -240)},
      {"13 Dec 2019 10:15 CST", at(friday, 10, 15, {}, -360)},
      {"13 Dec 2019 10:15 CDT", at(friday, 10, 15, {}, -300)},
      {"13 Dec 2019 10:15 MST", at(friday, 10, 15, {}, -420)},
      {"13 Dec 2019 10:15 MDT", at(friday, 10, 15, {}, -360)},
      {"13 Dec 2019 10:15 PST", at(friday, 10, 15, {}, -480)},
      {"13 Dec 2019 10:15 PDT", at(friday, 10, 15, {}, -420)},
      {"13 Dec 2019 10:15 UTC+3", at(friday, 10, 15, {}, 180)},
      {"13 Dec 2019 10:15 GMT+05:30", at(friday, 10, 15, {}, 330)},
      {"13 Dec 2019 10:15 BST", at(friday, 10, 15, {}, 60)},
      // A name without summer or standard time in it is uncertain.
      {"13 Dec 2019 10:15 ET", at(friday, 10, 15)},
      {"December 13, 2019 at 10:15 am", at(friday, 10, 15)},
      {"December 13, 2019, at 10:15 a.m.", at(friday, 10, 15)},
      {"Dec 13, 2019, 10:15 PM EST", at(friday, 22, 15, {}, -300)},
      {"Dec 13, 2019 10:15:30\u202FPM", at(friday, 22, 15, 30)},
      {"Dec. 13, 2019 at 12:05 am", at(friday, 0, 5)},
      {"Dec. 13, 2019 at 12:05 p.m. ET", at(friday, 12, 5)},
      {"Dec. 13, 2019 at 10pm", at(friday, 22, 0)},
      {"Fri 13 Dec 2019 10.15 GMT", at(friday, 10, 15, {}, 0)},
      {"13.12.2019, 10:15", at(friday, 10, 15)},
      {"13.12.2019 9:05", at(friday, 9, 5)},
      {"13/12/2019 10:15", at(friday, 10, 15)},
      // A Date cannot hold a leap second.
      {"2016-12-31T23:59:60Z", at(day(2016, 12, 31), 23, 59, 59, 0)},
      // The local day stays, even where it is another day in UTC.
      {"2019-12-13T00:15:00+05:00", at(friday, 0, 15, 0, 300)},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const Date date = parsed(row.text);
    CHECK(iso(date) == iso(row.date));
    CHECK(date == row.date);
  }
}

TEST_CASE("everything else is not a date") {
  for (const std::string_view text : {"",
                                      " ",
                                      "today",
                                      "Friday",
                                      "Fri,",
                                      "December",
                                      "13 December",
                                      "December 13",
                                      "13 Décembre 2019",
                                      "Dec 13, 19",
                                      "13/12/19",
                                      "13.12.19",
                                      "201912",
                                      "2019121",
                                      "19-12-13",
                                      "2019-",
                                      "2019-12-",
                                      "2019-12-13-",
                                      "2019.12",
                                      "2019-W50-5",
                                      "2019-347",
                                      "2019-12/13",
                                      "13.12/2019",
                                      "13/12-2019",
                                      "2019-12-13T",
                                      "2019-12-13 10",
                                      "2019-12-13T10",
                                      "2019-12-13 at",
                                      "2019-12-13,",
                                      "2019-12-13 10:1",
                                      "2019-12-13 10:15:",
                                      "2019-12-13T10:15:00.",
                                      "2019-12-13T10:15+",
                                      "2019-12-13T10:15+1:5",
                                      "2019-12-13 10:15 nowhere",
                                      "2019-12-13 10:15 Zulu",
                                      "2019-12-13T101",
                                      "2019-12-13T10150",
                                      "2019-12-13 10:15 +0000 (UTC",
                                      "2019 10:15",
                                      "2019-12 10:15",
                                      "-2019-12-13",
                                      "+2019",
                                      "2019-12-13 and more",
                                      "x2019-12-13",
                                      "13 Dec 2019 2020",
                                      "２０１９-12-13",
                                      "12019-12-13",
                                      "13.December.2019",
                                      "2019–12–13",
                                      "13thDecember2019x",
                                      "99999999999999999999",
                                      "1 2 2019",
                                      "2019 12 13"}) {
    INFO(text);
    const DateProblem found = problem(text);
    CHECK(found.kind == DateProblem::Kind::Unrecognised);
    CHECK_FALSE(found.message.empty());
  }
  CHECK(problem("").message == "there is no date");
  CHECK(problem("soon").message == "soon is not in a form of date that we read");
}

TEST_CASE("hostile text is refused quickly and its message stays short") {
  const std::vector<std::string> texts = {
      ten_megabytes_of('1'),
      ten_megabytes_of(' '),
      ten_megabytes_of('-'),
      "2019-12-13" + ten_megabytes_of('x'),
      std::string("2019-12-13\0", 11),
      std::string("\0\0\0\0", 4),
      "2019-12-13T10:15:00." + std::string(200, '9'),
      "\xFF\xFE\x80\x80",
      "\xC2",
      "13 Dec\xE2\x80",
      "\x1B[31m2019\x1B[0m",
      std::string(60, '\xF0'),
  };
  for (const std::string& text : texts) {
    const DateProblem found = problem(text);
    CHECK(found.kind == DateProblem::Kind::Unrecognised);
    CHECK(found.message.size() < 120);
    CHECK(found.message.find('\x1B') == std::string::npos);
  }
  CHECK(parsed(ten_megabytes_of(' ') + "2019-12-13") == day(2019, 12, 13));
}

TEST_CASE("no cut or changed byte of a date is trouble") {
  const std::string whole = "Fri, 13 Dec 2019 10:15:00 p.m. UTC+05:30 (X)";
  for (std::size_t i = 0; i <= whole.size(); ++i) {
    parse_date(whole.substr(0, i));
    parse_date(whole.substr(i));
    for (int byte = 0; byte < 256 && i < whole.size(); ++byte) {
      std::string changed = whole;
      changed[i] = static_cast<char>(byte);
      const DateResult result = parse_date(changed);
      if (const Date* date = std::get_if<Date>(&result)) {
        REQUIRE(make_date(date->year, date->month, date->day));
      }
    }
  }
}

}  // namespace date_test
