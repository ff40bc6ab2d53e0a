// SPDX-License-Identifier: GPL-2.0-or-later
// Calendar arithmetic, by std::chrono, and the texts a date is written as.
#include "common/date/date.h"

#include "common/text/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace dateline {
namespace {

namespace chrono = std::chrono;

constexpr std::array<std::string_view, 12> kShortMonths = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;

chrono::sys_days sys_day(std::int64_t days) {
  return chrono::sys_days{chrono::days{days}};
}

chrono::year_month_day calendar_day(int year, int month, int day) {
  return chrono::year{year} / chrono::month{static_cast<unsigned>(month)} /
         chrono::day{static_cast<unsigned>(day)};
}

std::int64_t number_of(chrono::sys_days day) {
  return day.time_since_epoch().count();
}

void append_padded(std::string& out, int value, std::size_t width) {
  const std::string digits = std::to_string(value);
  out.append(width - std::min(width, digits.size()), '0');
  out += digits;
}

/// The moment as UTC; it is within the years of a Date.
Date from_seconds(chrono::sys_seconds moment) {
  const auto day = chrono::floor<chrono::days>(moment);
  const chrono::hh_mm_ss clock{moment - day};
  Date date = from_day_number(number_of(day));
  date.hour = static_cast<int>(clock.hours().count());
  date.minute = static_cast<int>(clock.minutes().count());
  date.second = static_cast<int>(clock.seconds().count());
  date.precision = Precision::Second;
  date.utc_offset_minutes = 0;
  return date;
}

std::string shortest(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

}  // namespace

std::optional<Date> make_date(int year, int month, int day) {
  // std::chrono's months and days are 8 bits wide and would wrap.
  if (year < kFirstYear || year > kLastYear || month < 0 || month > 12 || day < 0 || day > 31) {
    return std::nullopt;
  }
  if (month == 0 && day != 0) return std::nullopt;
  if (!calendar_day(year, std::max(month, 1), std::max(day, 1)).ok()) return std::nullopt;
  Date date;
  date.year = year;
  date.month = month;
  date.day = day;
  date.precision = day != 0 ? Precision::Day : month != 0 ? Precision::Month : Precision::Year;
  return date;
}

std::string sortable(const Date& date) {
  std::string out;
  if (!date.known()) return out;
  append_padded(out, date.year, 4);
  if (date.precision >= Precision::Month) append_padded(out, date.month, 2);
  if (date.precision >= Precision::Day) append_padded(out, date.day, 2);
  if (date.precision >= Precision::Minute) {
    append_padded(out, date.hour, 2);
    append_padded(out, date.minute, 2);
  }
  if (date.precision >= Precision::Second) append_padded(out, date.second, 2);
  return out;
}

std::optional<Date> from_sortable(std::string_view text) {
  constexpr std::array<std::size_t, 5> kSizes = {4, 6, 8, 12, 14};
  if (std::find(kSizes.begin(), kSizes.end(), text.size()) == kSizes.end()) return std::nullopt;
  if (!ascii::all_digits(text)) {
    return std::nullopt;
  }
  const auto part = [&](std::size_t at, std::size_t size) {
    int value = 0;
    if (at < text.size()) std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  const int month = part(4, 2);
  const int day = part(6, 2);
  // A written part is known, so it cannot be zero.
  if ((text.size() >= 6 && month == 0) || (text.size() >= 8 && day == 0)) return std::nullopt;
  std::optional<Date> date = make_date(part(0, 4), month, day);
  if (!date || text.size() <= 8) return date;
  date->hour = part(8, 2);
  date->minute = part(10, 2);
  date->second = part(12, 2);
  date->precision = text.size() == 12 ? Precision::Minute : Precision::Second;
  if (date->hour > 23 || date->minute > 59 || date->second > 59) return std::nullopt;
  return date;
}

std::string iso(const Date& date) {
  std::string out;
  if (!date.known()) return out;
  append_padded(out, date.year, 4);
  const auto append = [&](char mark, int value) {
    out += mark;
    append_padded(out, value, 2);
  };
  if (date.precision >= Precision::Month) append('-', date.month);
  if (date.precision >= Precision::Day) append('-', date.day);
  if (date.precision < Precision::Minute) return out;
  append('T', date.hour);
  append(':', date.minute);
  if (date.precision == Precision::Second) append(':', date.second);
  if (!date.utc_offset_minutes) return out;
  const int offset = *date.utc_offset_minutes;
  if (offset == 0) return out + 'Z';
  append(offset < 0 ? '-' : '+', std::abs(offset) / 60);
  append(':', std::abs(offset) % 60);
  return out;
}

std::string human(const Date& date) {
  if (!date.known()) return {};
  std::string out;
  if (date.precision >= Precision::Day) out = std::to_string(date.day) + " ";
  if (date.precision >= Precision::Month) {
    out += kShortMonths.at(static_cast<std::size_t>(date.month - 1));
    out += ' ';
  }
  return out + std::to_string(date.year);
}

std::int64_t day_number(const Date& date) {
  return number_of(
      chrono::sys_days{calendar_day(date.year, std::max(date.month, 1), std::max(date.day, 1))});
}

Date from_day_number(std::int64_t days) {
  const DateRange all = all_days();
  // std::chrono's years are 16 bits wide and would wrap.
  if (days < all.first_day || days > all.last_day) return {};
  const chrono::year_month_day day{sys_day(days)};
  Date date;
  date.year = static_cast<int>(day.year());
  date.month = static_cast<int>(static_cast<unsigned>(day.month()));
  date.day = static_cast<int>(static_cast<unsigned>(day.day()));
  return date;
}

int days_in_month(int year, int month) {
  const chrono::year_month_day_last last{
      chrono::year{year}, chrono::month_day_last{chrono::month{static_cast<unsigned>(month)}}};
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

int iso_weekday(std::int64_t days) {
  return static_cast<int>(chrono::weekday{sys_day(days)}.iso_encoding());
}

Date utc_now() {
  return from_seconds(chrono::floor<chrono::seconds>(chrono::system_clock::now()));
}

DateResult date_from_epoch(double value) {
  constexpr double kFirst = -62135596800.0;  // 0001-01-01T00:00:00Z
  constexpr double kEnd = 253402300800.0;    // 10000-01-01T00:00:00Z
  if (!std::isfinite(value)) {
    return DateProblem{DateProblem::Kind::Unrecognised, "the number of seconds is not finite"};
  }
  const auto fits = [&](double seconds) { return seconds >= kFirst && seconds < kEnd; };
  const double seconds = fits(value) ? value : value / 1000;
  if (!fits(seconds)) {
    return DateProblem{DateProblem::Kind::Impossible,
                       shortest(value) + " seconds are outside the years 1 to 9999"};
  }
  const auto whole = static_cast<std::int64_t>(std::floor(seconds));
  return from_seconds(chrono::sys_seconds{chrono::seconds{whole}});
}

DateRange whole_period(const Date& date) {
  if (!date.known()) return {0, -1};
  const std::int64_t first = day_number(date);
  switch (date.precision) {
    case Precision::Year:
      return {first, number_of(chrono::sys_days{calendar_day(date.year, 12, 31)})};
    case Precision::Month:
      return {first, first + days_in_month(date.year, date.month) - 1};
    case Precision::Day:
    case Precision::Minute:
    case Precision::Second:
      break;
  }
  return {first, first};
}

DateRange all_days() {
  return {number_of(chrono::sys_days{calendar_day(kFirstYear, 1, 1)}),
          number_of(chrono::sys_days{calendar_day(kLastYear, 12, 31)})};
}

}  // namespace dateline
