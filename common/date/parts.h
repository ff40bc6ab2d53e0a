// SPDX-License-Identifier: GPL-2.0-or-later
// Reading the parts of a stated date: form first and values last, so that a recognised form with an
// impossible value can be reported. For `parse_date` and `parse_stated_date` alone.
#pragma once

#include "common/date/date.h"
#include "common/date/tokens.h"

#include <optional>

namespace dateline::dates {

/// What is read: the forms that a query may use, or all that the press writes.
enum class Forms { Query, Press };

/// The parts of a date as written, not yet checked against calendar and clock.
struct Parts {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int weekday = 0;  ///< ISO; 0 when not stated
  Precision precision = Precision::Day;
  std::optional<int> offset;       ///< minutes
  bool order_is_open = false;      ///< two numbers, either of which may be the month
  bool half_day_is_wrong = false;  ///< 13 p.m.
  bool offset_is_wrong = false;
  bool is_buddhist = false;  ///< the year counts from the Buddha's death
  bool is_persian = false;   ///< year and month are those of the Persian calendar
  bool has_thai_letters = false;
};

/// A weekday with its comma, if one is here and is not meant as a month ("mar. 12 mars").
bool take_weekday(Tokens& in, Parts& parts, Forms forms);

/// A weekday in brackets: "(Friday)", "(金)".
bool take_enclosed_weekday(Tokens& in, Parts& parts);

/// Day, month and year in any order; false when they are in no form we read.
bool read_calendar(Tokens& in, Parts& parts, Forms forms);

/// An English month name with its dot, or one of another language in Forms::Press.
bool take_month(Tokens& in, Parts& parts, Forms forms);

/// Time of day and zone.
bool read_time_and_zone(Tokens& in, Parts& parts, Forms forms);

/// The zone alone; true when there is none.
bool read_zone(Tokens& in, Parts& parts, Forms forms);

/// hhmm or hhmmss.
void set_basic_time(std::string_view digits, Parts& parts);

/// Drops a fraction of a second; false when its mark has no digits.
bool read_fraction(Tokens& in, const Parts& parts);

/// The year that two digits mean: RFC 2822, 4.3.
int full_year(int two_digits);

}  // namespace dateline::dates
