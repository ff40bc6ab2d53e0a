// SPDX-License-Identifier: GPL-2.0-or-later
// Periods in words, and steps through the calendar; only for reading dates in queries.
#pragma once

#include "common/date/date.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

using DateWords = std::vector<std::string>;

/// The folded words of `text`, separated by spaces, `-` or `_`.
DateWords date_words(std::string_view text);

enum class Unit { Day, Week, Month, Quarter, Year };

/// "day", "days", and the first letter if `letters` may stand for the word.
std::optional<Unit> unit_from_word(std::string_view word, bool letters = false);

/// ISO number of a weekday's English name or its abbreviation, 0 if none.
int weekday_from_name(std::string_view name);

/// A whole number of 1 to 100,000.
std::optional<int> count_from_digits(std::string_view digits);

/// The day that many units later, or earlier; months and years follow the calendar and stop at the
/// last day of a shorter month. It never leaves the years 1 to 9999 by more than a day.
std::int64_t moved(std::int64_t day, std::int64_t n, Unit unit);

/// Both ends moved outwards. The end of a month remains one.
DateRange widened(const DateRange& range, std::int64_t n, Unit unit);

/// The calendar month `months` after that of `today`.
DateRange month_at(const Date& today, int months);

/// A year and a number within it: 2019-Q4 and Q4 2019, with `letter` 'q' or 'w'; not yet checked.
struct NumberedPeriod {
  int year = 0;
  int number = 0;
};
std::optional<NumberedPeriod> numbered_period(const DateWords& words, char letter);

/// The period that `words` mean, as listed in date_words.h; nothing if they mean none.
std::optional<DateRange> period_in_words(const DateWords& words, const Date& today);

/// `number` of the last ISO week of a year: 52 or 53.
int weeks_in_year(int year);

}  // namespace dateline::query
