// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/date/sentinel_date.h"

namespace dateline {
namespace {

constexpr std::int64_t kMinutesADay = 24 * 60;

/// The minute of its clock, counted from 1970 in UTC; of a date without a zone as if it were UTC.
std::int64_t minute_number(const Date& date) {
  return day_number(date) * kMinutesADay + date.hour * 60 + date.minute -
         date.utc_offset_minutes.value_or(0);
}

}  // namespace

bool is_sentinel(const Date& date) {
  if (date.year == 1) return true;
  if (date.precision < Precision::Minute || date.second != 0) return false;
  const std::int64_t minute = minute_number(date);
  return minute == 0 || minute == day_number(*make_date(1601, 1, 1)) * kMinutesADay;
}

bool is_zero(std::string_view text) {
  return text.find('0') != std::string_view::npos &&
         text.find_first_not_of("0.-+") == std::string_view::npos;
}

}  // namespace dateline
