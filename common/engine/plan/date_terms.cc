// SPDX-License-Identifier: GPL-2.0-or-later
// Whole years first, then whole months, then days: a value range would scan the whole slot instead.
#include "common/engine/plan/date_terms.h"

#include "common/fields/schema.h"

namespace dateline::query {

std::vector<std::string> date_terms(const DateRange& range) {
  std::vector<std::string> terms;
  const auto add = [&](std::string_view prefix, const Date& date) {
    terms.push_back(std::string(prefix) + sortable(date));
  };
  std::int64_t day = range.first_day;
  while (day <= range.last_day) {
    const Date start = from_day_number(day);
    const Date year = *make_date(start.year, 0, 0);
    const Date month = *make_date(start.year, start.month, 0);
    const DateRange whole_year = whole_period(year);
    const DateRange whole_month = whole_period(month);
    if (day == whole_year.first_day && whole_year.last_day <= range.last_day) {
      add(schema::kYearPrefix, year);
      day = whole_year.last_day + 1;
    } else if (day == whole_month.first_day && whole_month.last_day <= range.last_day) {
      add(schema::kMonthPrefix, month);
      day = whole_month.last_day + 1;
    } else {
      add(schema::kDayPrefix, start);
      ++day;
    }
  }
  return terms;
}

}  // namespace dateline::query
