// SPDX-License-Identifier: GPL-2.0-or-later
// Dates in words against an evaluator that walks its own calendar day by day, and refusals whose
// every example must be a date.
#include "common/date/words.h"
#include "common/errors/errors.h"
#include "tests/rounds.h"

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace date_words_test {

using namespace dateline;
using namespace dateline::query;

namespace {

/// A day as people count it.
struct NaiveDay {
  int year;
  int month;
  int day;
  int weekday;  ///< 1 Monday … 7 Sunday
  [[nodiscard]] std::string text() const {
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
  }
};

int naive_month_length(int year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Every day of 1985 to 2030; 1 January 1985 was a Tuesday.
std::vector<NaiveDay> naive_calendar() {
  std::vector<NaiveDay> days;
  int weekday = 2;
  for (int year = 1985; year <= 2030; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= naive_month_length(year, month); ++day) {
        days.push_back({year, month, day, weekday});
        weekday = weekday % 7 + 1;
      }
    }
  }
  return days;
}

const std::vector<NaiveDay>& calendar() {
  static const std::vector<NaiveDay> days = naive_calendar();
  return days;
}

std::string shown(const DateRange& range) {
  return iso(from_day_number(range.first_day)) + " " + iso(from_day_number(range.last_day));
}

/// First and last of the calendar's days for which `is_in` holds, which must be contiguous.
std::string naive_range(const std::function<bool(std::size_t)>& is_in) {
  const std::vector<NaiveDay>& days = calendar();
  std::string first;
  std::string last;
  std::size_t count = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (!is_in(i)) continue;
    if (count++ == 0) {
      first = days[i].text();
      start = i;
    }
    if (i != start + count - 1) return "in pieces";
    last = days[i].text();
  }
  return first + " " + last;
}

std::size_t index_of(int year, int month, int day) {
  const auto it = std::find_if(calendar().begin(), calendar().end(), [&](const NaiveDay& d) {
    return d.year == year && d.month == month && d.day == day;
  });
  return static_cast<std::size_t>(it - calendar().begin());
}

/// The day `months` later by the calendar, or the last of a shorter month.
std::size_t naive_months_later(std::size_t from, int months) {
  const NaiveDay& d = calendar()[from];
  int year = d.year;
  int month = d.month;
  for (int i = 0; i < std::abs(months); ++i) {
    month += months > 0 ? 1 : -1;
    if (month == 13) {
      month = 1;
      ++year;
    }
    if (month == 0) {
      month = 12;
      --year;
    }
  }
  return index_of(year, month, std::min(d.day, naive_month_length(year, month)));
}

/// The index of the Monday of the week containing day `i`.
std::size_t naive_monday(std::size_t i) {
  while (calendar()[i].weekday != 1) --i;
  return i;
}

/// Year and number of the ISO week: the year is that of its Thursday.
std::pair<int, int> naive_week(std::size_t i) {
  const std::size_t thursday = naive_monday(i) + 3;
  const int year = calendar()[thursday].year;
  int number = 0;
  for (std::size_t t = thursday; t < calendar().size() && calendar()[t].year == year; t -= 7)
    ++number;
  return {year, number};
}

std::vector<std::size_t> todays() {
  std::vector<std::size_t> days = {
      index_of(2019, 12, 13), index_of(2020, 2, 29), index_of(2020, 3, 1),  index_of(2019, 12, 31),
      index_of(2020, 1, 1),   index_of(2021, 1, 3),  index_of(2021, 1, 4),  index_of(2000, 2, 29),
      index_of(2000, 12, 31), index_of(2023, 3, 31), index_of(2024, 5, 30), index_of(2016, 1, 31)};
  std::mt19937_64 random(13122019);
  const std::size_t from = index_of(1996, 1, 1);
  const std::size_t to = index_of(2026, 12, 31);
  for (int i = 0; i < test::scaled(10, 60); ++i) days.push_back(from + random() % (to - from));
  return days;
}

std::string refusal(std::string_view text, const Date& today, std::string* hint = nullptr) {
  try {
    read_range(text, today);
  } catch (const Error& error) {
    CHECK(error.code() == Code::Usage);
    if (hint != nullptr) *hint = error.hint().text;
    return error.what();
  }
  return "";
}

/// The examples of a hint: what follows the last ": ", separated by ", " and " or ".
std::vector<std::string> examples_in(const std::string& hint) {
  std::vector<std::string> examples;
  std::string rest = hint.substr(std::min(hint.rfind(": ") + 2, hint.size()));
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(", "), rest.find(" or "));
    std::string one = rest.substr(0, end);
    rest = end == std::string::npos ? "" : rest.substr(end + (rest[end] == ',' ? 2 : 4));
    if (one.size() > 2 && one.front() == '"' && one.back() == '"')
      one = one.substr(1, one.size() - 2);
    examples.push_back(one);
  }
  return examples;
}

}  // namespace

TEST_CASE("dates in words are what counting days by hand gives", "[dates]") {
  const std::vector<NaiveDay>& all = calendar();
  for (const std::size_t now : todays()) {
    const NaiveDay& t = all[now];
    const Date today = *make_date(t.year, t.month, t.day);
    CAPTURE(t.text());
    const auto check = [&](const std::string& text, const std::function<bool(std::size_t)>& is_in) {
      CAPTURE(text);
      CHECK(shown(read_range(text, today)) == naive_range(is_in));
    };
    check("today", [&](std::size_t i) { return i == now; });
    check("yesterday", [&](std::size_t i) { return i + 1 == now; });
    for (const std::size_t n : {std::size_t{1}, std::size_t{7}, std::size_t{100}}) {
      check(fmt::format("last {} days", n), [&](std::size_t i) { return i <= now && i + n > now; });
      check(fmt::format("past-{}-weeks", n),
            [&](std::size_t i) { return i <= now && i + 7 * n > now; });
      check(fmt::format("{} days ago", n), [&](std::size_t i) { return i + n == now; });
      check(fmt::format("{} weeks ago", n), [&](std::size_t i) { return i + 7 * n == now; });
      check(fmt::format("today+-{}d", n),
            [&](std::size_t i) { return i + n >= now && i <= now + n; });
      check(fmt::format("today±{}w", n),
            [&](std::size_t i) { return i + 7 * n >= now && i <= now + 7 * n; });
    }
    for (const int n : {1, 2, 3, 12, 25}) {
      const std::size_t before = naive_months_later(now, -n);
      const std::size_t later = naive_months_later(now, n);
      check(fmt::format("last {} months", n),
            [&](std::size_t i) { return i > before && i <= now; });
      check(fmt::format("{} months ago", n), [&](std::size_t i) { return i == before; });
      check(fmt::format("{}+-{}m", t.text(), n),
            [&](std::size_t i) { return i >= before && i <= later; });
      const std::size_t years_before = naive_months_later(now, -12 * (n % 4 + 1));
      check(fmt::format("last {} years", n % 4 + 1),
            [&](std::size_t i) { return i > years_before && i <= now; });
      const std::size_t quarters_before = naive_months_later(now, -3 * n);
      check(fmt::format("last {} quarters", n),
            [&](std::size_t i) { return i > quarters_before && i <= now; });
    }
    const std::size_t monday = naive_monday(now);
    check("this week", [&](std::size_t i) { return i >= monday && i < monday + 7; });
    check("last-week", [&](std::size_t i) { return i + 7 >= monday && i < monday; });
    check("this weekend",
          [&](std::size_t i) { return i >= monday && i < monday + 7 && all[i].weekday >= 6; });
    check("last weekend",
          [&](std::size_t i) { return i + 7 >= monday && i < monday && all[i].weekday >= 6; });
    const auto months = [](const NaiveDay& d) { return d.year * 12 + d.month - 1; };
    check("this month", [&](std::size_t i) { return months(all[i]) == months(t); });
    check("last month", [&](std::size_t i) { return months(all[i]) + 1 == months(t); });
    check("this quarter", [&](std::size_t i) { return months(all[i]) / 3 == months(t) / 3; });
    check("last quarter", [&](std::size_t i) { return months(all[i]) / 3 + 1 == months(t) / 3; });
    check("this year", [&](std::size_t i) { return all[i].year == t.year; });
    check("last year", [&](std::size_t i) { return all[i].year + 1 == t.year; });
    for (const auto& [name, number] : std::vector<std::pair<std::string, int>>{
             {"monday", 1}, {"Wed", 3}, {"friday", 5}, {"sunday", 7}}) {
      const int weekday = number;
      check(name,
            [&](std::size_t i) { return all[i].weekday == weekday && i <= now && i + 7 > now; });
      check("last " + name,
            [&](std::size_t i) { return all[i].weekday == weekday && i < now && i + 7 >= now; });
      check("this " + name, [&](std::size_t i) {
        return all[i].weekday == weekday && i >= monday && i < monday + 7;
      });
    }
    for (const auto& [name, number] :
         std::vector<std::pair<std::string, int>>{{"january", 1}, {"Dec", 12}, {"may", 5}}) {
      const int month = number;
      check("last " + name, [&](std::size_t i) {
        return all[i].month == month && months(all[i]) < months(t) &&
               months(all[i]) + 12 >= months(t);
      });
      check("this " + name,
            [&](std::size_t i) { return all[i].month == month && all[i].year == t.year; });
    }
    const int q = (t.month - 1) / 3 + 1;
    const auto in_quarter = [&](std::size_t i) {
      return all[i].year == t.year && (all[i].month + 2) / 3 == q;
    };
    check(fmt::format("{}-Q{}", t.year, q), in_quarter);
    check(fmt::format("Q{} {}", q, t.year), in_quarter);
    check(fmt::format("{}q{}", t.year, q), in_quarter);
    const auto [week_year, week] = naive_week(now);
    const auto in_week = [&](std::size_t i) { return i >= monday && i < monday + 7; };
    check(fmt::format("{}-W{:02}", week_year, week), in_week);
    check(fmt::format("W{} {}", week, week_year), in_week);
    if (t.year % 100 >= 10) {
      const auto in_decade = [&](std::size_t i) { return all[i].year / 10 == t.year / 10; };
      check(fmt::format("{}s", t.year / 10 * 10), in_decade);
      check(fmt::format("the {}'s", t.year / 10 * 10), in_decade);
    }
    const auto from_past = [&](std::size_t i) { return i + 3 >= now && i <= now + 40; };
    const std::string past = all[now - 3].text();
    const std::string later = all[now + 40].text();
    check("between " + past + " and " + later, from_past);
    check("from " + past + " to " + later, from_past);
    check("since " + past + " until " + later, from_past);
    check(past + " to " + later, from_past);
    check(past + ".." + later, from_past);
    check("3 days ago.." + later, from_past);
    check("between-3-days-ago-and-" + later, from_past);
    check("after " + past + " before " + later,
          [&](std::size_t i) { return i + 3 > now && i < now + 40; });
    check("from " + past + " before " + later,
          [&](std::size_t i) { return i + 3 >= now && i < now + 40; });
  }
}

TEST_CASE("a month widened by months is months", "[dates]") {
  const Date today = *make_date(2019, 12, 13);
  CHECK(shown(read_range("2019-02+-1m", today)) == "2019-01-01 2019-03-31");
  CHECK(shown(read_range("2019-12 +/- 1 month", today)) == "2019-11-01 2020-01-31");
  CHECK(shown(read_range("2020±1y", today)) == "2019-01-01 2021-12-31");
  CHECK(shown(read_range("2019-02-28+-1m", today)) == "2019-01-28 2019-03-28");
  CHECK(shown(read_range("13 December 2019+-3 days", today)) == "2019-12-10 2019-12-16");
  CHECK(shown(read_range("0001-01-02+-2d", today)) == "0001-01-01 0001-01-04");
  CHECK(shown(read_range("9999±2y", today)) == "9997-01-01 9999-12-31");
}

TEST_CASE("open ends have all that is before or after", "[dates]") {
  const Date today = *make_date(2019, 12, 13);
  CHECK(shown(read_range("from friday", today)) == "2019-12-13 9999-12-31");
  CHECK(shown(read_range("after 2019-Q3", today)) == "2019-10-01 9999-12-31");
  CHECK(shown(read_range("to 2018", today)) == "0001-01-01 2018-12-31");
  CHECK(shown(read_range("before the 1990s", today)) == "0001-01-01 1989-12-31");
  CHECK(shown(read_range("1990s..", today)) == "1990-01-01 9999-12-31");
  CHECK(shown(read_range("last 100000 years", today)) == "0001-01-01 2019-12-13");
  CHECK(shown(read_range("9999-W52", today)) == "9999-12-27 9999-12-31");
}

TEST_CASE("a date that cannot be taken is refused with dates that can", "[dates]") {
  const std::vector<std::string> refused = {"easter",
                                            "date easter",
                                            "Good Friday",
                                            "christmas",
                                            "Christmas 2018",
                                            "new year",
                                            "halloween",
                                            "ramadan 2019",
                                            "winter 2019",
                                            "winter",
                                            "summer of 2019",
                                            "Spring 2020",
                                            "autumn 2018",
                                            "fall",
                                            "90s",
                                            "'90s",
                                            "the 90s",
                                            "the nineties",
                                            "10s",
                                            "1995s",
                                            "1900s",
                                            "the 2000s",
                                            "0000s",
                                            "20th century",
                                            "20th-century",
                                            "last century",
                                            "the 21st century",
                                            "0th century",
                                            "last decade",
                                            "this decade",
                                            "december",
                                            "Dec",
                                            "13 December",
                                            "December 13",
                                            "february 29",
                                            "Feb 29th",
                                            "may",
                                            "next week",
                                            "next friday",
                                            "next month",
                                            "next year",
                                            "next weekend",
                                            "next december",
                                            "tomorrow",
                                            "Q4",
                                            "2019-Q5",
                                            "2019q0",
                                            "Q9 2019",
                                            "2019-W53",
                                            "2019-W0",
                                            "week",
                                            "weekend",
                                            "month",
                                            "last days",
                                            "last weeks",
                                            "last-months",
                                            "2019-2020",
                                            "2019–2020",
                                            "2019 - 2020",
                                            "2019/2020",
                                            "2019:2020",
                                            "2019...2020",
                                            "..",
                                            "2020..2019",
                                            "between 2020 and 2019",
                                            "from 2020 to 2019",
                                            "between 2019",
                                            "between",
                                            "after 2019 before 2019",
                                            "after 9999",
                                            "before 0001",
                                            "02/03/2019",
                                            "2019-02-30",
                                            "2019-13-01",
                                            "0000-00-00",
                                            "31/11/2019",
                                            "",
                                            "soon",
                                            "last 0 days",
                                            "last 100001 days",
                                            "last 5 fortnights",
                                            "last few days",
                                            "2019-12-13+-",
                                            "2019-12-13+-3",
                                            "2019-12-13+-3x",
                                            "2019-12-13+-0d",
                                            "±3d",
                                            "soon+-3d",
                                            "since",
                                            "since soon",
                                            "2019..soon",
                                            "99999999 days ago",
                                            "winter 9999",
                                            "9999-Q5",
                                            "christmas 0000",
                                            "next",
                                            "last",
                                            "the",
                                            "-",
                                            "'",
                                            "s",
                                            "0s",
                                            "q",
                                            "00s",
                                            "easter..christmas",
                                            "since winter 2019"};
  for (const auto& [year, month, day] : std::vector<std::array<int, 3>>{
           {2019, 12, 13}, {2020, 2, 29}, {2021, 1, 1}, {2020, 12, 31}, {2000, 1, 1}}) {
    const Date today = *make_date(year, month, day);
    for (const std::string& text : refused) {
      CAPTURE(text, iso(today));
      std::string hint;
      const std::string message = refusal(text, today, &hint);
      CAPTURE(message, hint);
      CHECK_FALSE(message.empty());
      const std::vector<std::string> examples = examples_in(hint);
      CHECK_FALSE(examples.empty());
      for (const std::string& example : examples) {
        CAPTURE(example);
        CHECK(refusal(example, today).empty());
      }
    }
  }
}

TEST_CASE("refusals say what is wrong and offer what is meant", "[dates]") {
  const Date today = *make_date(2019, 12, 13);
  const auto said = [&](std::string_view text) {
    std::string hint;
    const std::string message = refusal(text, today, &hint);
    return message + " | " + hint;
  };
  CHECK(said("winter 2019") ==
        "'winter 2019': seasons fall in different months in different places | name the months: "
        "2019-12..2020-02");
  CHECK(said("90s") == "'90s': which century? | write the years: 1990..1999 or 1890..1899");
  CHECK(said("december") == "'december': which year? | write: 2019-12 or 2018-12");
  CHECK(said("feb 29") == "'feb 29': which year? | write: 2016-02-29 or 2012-02-29");
  CHECK(said("20th century") ==
        "'20th century': centuries are counted in two ways | write the years: 1900..1999 or "
        "1901..2000");
  CHECK(said("2000s") ==
        "'2000s' could be a decade or a century | write the years: 2000..2009 or 2000..2099");
  CHECK(said("christmas") ==
        "'christmas': holidays are not understood as dates | write the day: 2018-12-25");
  CHECK(said("winter") ==
        "'winter': seasons fall in different months in different places | name the months: "
        "2019-12..2020-02");
  CHECK(said("christmas 2018") ==
        "'christmas 2018': holidays are not understood as dates | write the day: 2018-12-25");
  CHECK(said("next week") ==
        "'next week' is in the future | to find articles dated then, write "
        "the days: 2019-12-16..2019-12-22");
  CHECK(said("2019-2020") == "'2019-2020': '..' goes between two dates | write: 2019..2020");
  CHECK(said("2019-W53") == "'2019-W53': 2019 has weeks 1 to 52 | write one of them: 2019-W52");
  CHECK(said("02/03/2019") ==
        "02/03/2019 may be 2 March or 3 February 2019 | write the one you mean: 2019-03-02 or "
        "2019-02-03");
}

}  // namespace date_words_test
