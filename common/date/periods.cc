// SPDX-License-Identifier: GPL-2.0-or-later
// Every form is a function of its own; the first that knows the words wins.
#include "common/date/periods.h"

#include "common/text/ascii.h"
#include "common/text/fold.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace dateline::query {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

DateRange day(std::int64_t number) {
  return {number, number};
}

std::int64_t monday_of(std::int64_t day_of_week) {
  return day_of_week - iso_weekday(day_of_week) + 1;
}

/// The Monday of the first ISO week, which contains 4 January.
std::int64_t first_monday(int year) {
  return monday_of(day_number(*make_date(year, 1, 4)));
}

DateRange quarter(int index) {
  const int first_month = index % 4 * 3 + 1;
  return {day_number(*make_date(index / 4, first_month, 0)),
          whole_period(*make_date(index / 4, first_month + 2, 0)).last_day};
}

std::optional<int> number(std::string_view digits) {
  int n = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), n);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || n < 0) {
    return std::nullopt;
  }
  return n;
}

/// `this` or, one earlier, `last`: unit, weekend, weekday, month.
std::optional<DateRange> this_or_last(const std::string& word, const Date& today, bool last) {
  const std::int64_t now = day_number(today);
  const std::int64_t monday = monday_of(now) - (last ? 7 : 0);
  if (word == "week") return DateRange{monday, monday + 6};
  if (word == "weekend") return DateRange{monday + 5, monday + 6};
  if (word == "month") return month_at(today, last ? -1 : 0);
  if (word == "year") return whole_period(*make_date(today.year - (last ? 1 : 0), 0, 0));
  if (word == "quarter") {
    return quarter(today.year * 4 + (today.month - 1) / 3 - (last ? 1 : 0));
  }
  if (const int weekday = weekday_from_name(word); weekday != 0) {
    const int back = (iso_weekday(now) - weekday + 6) % 7 + 1;  // of 1 to 7 days
    return day(last ? now - back : monday_of(now) + weekday - 1);
  }
  if (const int month = month_from_name(word); month != 0) {
    const int back = (today.month - month + 11) % 12 + 1;  // of 1 to 12 months
    return month_at(today, last ? -back : month - today.month);
  }
  return std::nullopt;
}

std::optional<DateRange> counted_back(const DateWords& words, const Date& today) {
  if (words.size() != 3) return std::nullopt;
  const bool is_span = words[0] == "last" || words[0] == "past";
  if (!is_span && words[2] != "ago") return std::nullopt;
  const auto n = count_from_digits(words[is_span ? 1 : 0]);
  const auto unit = unit_from_word(words[is_span ? 2 : 1]);
  if (!n || !unit) return std::nullopt;
  const std::int64_t now = day_number(today);
  const std::int64_t start = moved(now, -*n, *unit);
  if (is_span) return DateRange{start + 1, now};
  return day(std::max(start, all_days().first_day));
}

/// 1990s. 1900s is a decade to some and a century to others, so it is not read.
std::optional<DateRange> decade(const DateWords& words) {
  if (words.size() != 1 || words[0].size() != 5 || words[0][4] != 's') return std::nullopt;
  const auto year = number(std::string_view(words[0]).substr(0, 4));
  if (!year || *year % 10 != 0 || *year % 100 == 0) return std::nullopt;
  return DateRange{day_number(*make_date(*year, 0, 0)),
                   whole_period(*make_date(*year + 9, 0, 0)).last_day};
}

}  // namespace

DateWords date_words(std::string_view text) {
  DateWords words(1);
  const std::string folded = text::fold(text);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char c = folded[i];
    const bool is_sign =
        c == '-' && words.back().empty() && i + 1 < folded.size() && ascii::is_digit(folded[i + 1]);
    if (!is_sign && (c == ' ' || c == '-' || c == '_')) {
      if (!words.back().empty()) words.emplace_back();
    } else if (c != '\'') {
      words.back() += c;
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::optional<Unit> unit_from_word(std::string_view word, bool letters) {
  constexpr std::array<std::pair<std::string_view, Unit>, 5> kUnits = {{{"day", Unit::Day},
                                                                        {"week", Unit::Week},
                                                                        {"month", Unit::Month},
                                                                        {"quarter", Unit::Quarter},
                                                                        {"year", Unit::Year}}};
  for (const auto& [name, unit] : kUnits) {
    const bool is_plural =
        word.size() == name.size() + 1 && word.starts_with(name) && word.back() == 's';
    if (word == name || is_plural || (letters && word == name.substr(0, 1))) return unit;
  }
  return std::nullopt;
}

int weekday_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    if (name == kWeekdays[i] || name == kWeekdays[i].substr(0, 3)) return static_cast<int>(i) + 1;
  }
  return 0;
}

std::optional<int> count_from_digits(std::string_view digits) {
  constexpr int kMost = 100'000;
  const auto n = number(digits);
  if (!n || *n < 1 || *n > kMost) return std::nullopt;
  return n;
}

std::int64_t moved(std::int64_t day_moved, std::int64_t n, Unit unit) {
  const DateRange all = all_days();
  if (unit == Unit::Day || unit == Unit::Week) {
    return std::clamp(day_moved + n * (unit == Unit::Week ? 7 : 1), all.first_day - 1,
                      all.last_day + 1);
  }
  const Date from = from_day_number(std::clamp(day_moved, all.first_day, all.last_day));
  const std::int64_t months = unit == Unit::Month ? n : unit == Unit::Quarter ? 3 * n : 12 * n;
  const std::int64_t index = std::int64_t{from.year} * 12 + from.month - 1 + months;
  if (index < 12) return all.first_day - 1;
  if (index >= 10'000 * 12) return all.last_day + 1;
  const int year = static_cast<int>(index / 12);
  const int month = static_cast<int>(index % 12) + 1;
  return day_number(*make_date(year, month, std::min(from.day, days_in_month(year, month))));
}

DateRange widened(const DateRange& range, std::int64_t n, Unit unit) {
  const DateRange all = all_days();
  const Date last = from_day_number(range.last_day);
  const bool ends_month = range.first_day != range.last_day && range.last_day < all.last_day &&
                          last.day == days_in_month(last.year, last.month);
  const std::int64_t end =
      ends_month ? moved(range.last_day + 1, n, unit) - 1 : moved(range.last_day, n, unit);
  return {std::max(moved(range.first_day, -n, unit), all.first_day), std::min(end, all.last_day)};
}

DateRange month_at(const Date& today, int months) {
  const int index = today.year * 12 + today.month - 1 + months;
  return whole_period(*make_date(index / 12, index % 12 + 1, 0));
}

std::optional<NumberedPeriod> numbered_period(const DateWords& words, char letter) {
  const std::string joined = fmt::format("{}", fmt::join(words, ""));
  const std::string_view text = joined;
  if (words.size() > 2 || text.size() < 6 || text.size() > 7) return std::nullopt;
  const bool year_first = text[4] == letter;
  if (!year_first && text[0] != letter) return std::nullopt;
  const auto year = number(year_first ? text.substr(0, 4) : text.substr(text.size() - 4));
  const auto within = number(year_first ? text.substr(5) : text.substr(1, text.size() - 5));
  if (!year || !within || *year == 0) return std::nullopt;
  return NumberedPeriod{*year, *within};
}

int weeks_in_year(int year) {
  // 28 December is always in the last week.
  const std::int64_t late = day_number(*make_date(year, 12, 28));
  return static_cast<int>((late - first_monday(year)) / 7) + 1;
}

std::optional<DateRange> period_in_words(const DateWords& words, const Date& today) {
  const std::int64_t now = day_number(today);
  if (words.size() == 2 && words[0] == "the") return decade({words[1]});
  if (words.size() == 1) {
    if (words[0] == "today") return day(now);
    if (words[0] == "yesterday") return day(now - 1);
    if (const int weekday = weekday_from_name(words[0]); weekday != 0) {
      return day(now - (iso_weekday(now) - weekday + 7) % 7);
    }
    if (const auto years = decade(words)) return years;
  }
  if (words.size() == 2 && (words[0] == "this" || words[0] == "last")) {
    return this_or_last(words[1], today, words[0] == "last");
  }
  if (const auto q = numbered_period(words, 'q'); q && q->number >= 1 && q->number <= 4) {
    return quarter(q->year * 4 + q->number - 1);
  }
  if (const auto w = numbered_period(words, 'w');
      w && w->number >= 1 && w->number <= weeks_in_year(w->year)) {
    const std::int64_t monday = first_monday(w->year) + 7 * (w->number - 1);
    return DateRange{monday, std::min(monday + 6, all_days().last_day)};
  }
  return counted_back(words, today);
}

}  // namespace dateline::query
