// SPDX-License-Identifier: GPL-2.0-or-later
// Calendar dates as news states them: parts may be unknown, and stay so.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace dateline {

/// How much of a date is known.
enum class Precision { Year, Month, Day, Minute, Second };

/// A date of the proleptic Gregorian calendar, years 1–9999, in the local time of whoever wrote it.
/// Parts beyond `precision` hold zero. A default-constructed Date is not a date (`known()` is
/// false).
struct Date {
  int year = 0;
  int month = 0;  ///< 1–12, 0 when unknown
  int day = 0;    ///< 1–31, 0 when unknown
  int hour = 0;
  int minute = 0;
  int second = 0;
  Precision precision = Precision::Day;
  std::optional<int> utc_offset_minutes;  ///< as written; empty if the text has no zone

  [[nodiscard]] bool known() const noexcept { return year != 0; }
  friend bool operator==(const Date&, const Date&) = default;
};

/// Builds a date of year, month (0 unknown) and day (0 unknown) precision; empty when the calendar
/// has no such day (2019-02-30).
std::optional<Date> make_date(int year, int month, int day);

/// Sortable text, cut where the known parts end: "2019", "201912", "20191213", "20191213101500".
/// Empty for no date.
std::string sortable(const Date& date);

/// The reverse of `sortable`; empty for anything else.
std::optional<Date> from_sortable(std::string_view text);

/// ISO 8601 as precise as the date: "2019", "2019-12", "2019-12-13", "2019-12-13T10:15:00+01:00".
std::string iso(const Date& date);

/// For people: "13 Dec 2019", "Dec 2019", "2019"; the time of day is left out.
std::string human(const Date& date);

/// Days since 1970-01-01 of the date's first day (month or day unknown count as 1).
std::int64_t day_number(const Date& date);

/// The day with that number, at day precision.
Date from_day_number(std::int64_t days);

/// Last day of a month, 28–31.
int days_in_month(int year, int month);

/// ISO weekday of a day number: 1 Monday … 7 Sunday.
int iso_weekday(std::int64_t days);

/// The machine's current UTC time, to the second.
Date utc_now();

/// Why a date could not be taken.
struct DateProblem {
  enum class Kind {
    Unrecognised,  ///< not a date in any form we read
    Impossible,    ///< a form we read, but no such day exists (2019-02-30, 0000-00-00)
    Ambiguous,     ///< 02/03/2019: two readings are possible, both named in `message`
  };
  Kind kind = Kind::Unrecognised;
  std::string message;  ///< one clause, e.g. "2019-02-30 is not a day of the calendar"
};

using DateResult = std::variant<Date, DateProblem>;

/// Reads one date that fills the whole text, in the forms that queries and records use: 2019-12-13,
/// 2019-12, 2019, 20191213, 2019/12/13, ISO 8601 date-times with T or a space and an optional Z or
/// offset, RFC 2822, "13 December 2019", "13th December, 2019", "December 13, 2019", "Dec. 13,
/// 2019", "Friday, 13 Dec 2019 10:15 GMT", 13.12.2019, and 31/12/2019 where only one reading
/// exists. Month names are English.
DateResult parse_date(std::string_view text);

/// Which of the two numbers of 02/03/2019 is the day.
enum class DateOrder { Unknown, DayFirst, MonthFirst };

/// A date as an article states it.
struct StatedDate {
  DateResult result;
  /// The order that this date alone shows: 31/12/2019, "Sat, 02/03/2019".
  DateOrder shows = DateOrder::Unknown;
  /// Only the given order decided between two readings.
  bool by_order = false;
  /// It names a weekday on which that day is not.
  bool contradicts_weekday = false;
};

/// Reads all that `parse_date` reads, and what else files and papers write, which a query need not
/// know: names of months and weekdays in the languages of the press, with or without accents
/// ("vendredi 13 décembre 2019", "13 декабря 2019 г."), and digits of every script; times before
/// and after the day ("10h15", "um 10:15 Uhr", "at 10:15 PM EST", 午後3時15分); two-digit years (as
/// in RFC 2822: 50–99 are 1950–1999); ISO 8601 weeks and ordinal days; epoch seconds of the years
/// 2001 to 2030, and their thousandths, millionths and billionths; what Unix, Java, JavaScript, Go,
/// TREC and wires print; years of Japan's eras, of Taiwan, of Thailand and of Iran, where the text
/// says that they are. A year of 1300 to 1499 that does not say so is in no calendar that we know.
/// `order` decides between two readings, where the weekday does not.
StatedDate parse_stated_date(std::string_view text, DateOrder order = DateOrder::Unknown);

/// Reads epoch seconds (or milliseconds, if the seconds would be beyond year 9999) as UTC.
DateResult date_from_epoch(double value);

/// Month number of an English month name or its abbreviation ("Dec", "Dec.", "Sept"), 0 if none.
int month_from_name(std::string_view name);

/// A span of days, both ends included.
struct DateRange {
  std::int64_t first_day = 0;  ///< day number
  std::int64_t last_day = 0;   ///< day number
  [[nodiscard]] bool empty() const noexcept { return last_day < first_day; }
  friend bool operator==(const DateRange&, const DateRange&) = default;
};

/// All days that a date of any precision may mean: 2019-12 is the whole month.
DateRange whole_period(const Date& date);

/// The first and last day that a range may have: 0001-01-01 and 9999-12-31.
DateRange all_days();

}  // namespace dateline
