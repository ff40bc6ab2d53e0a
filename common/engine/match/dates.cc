// SPDX-License-Identifier: GPL-2.0-or-later
// A year or month sorts before all its days, so at most two groups inside a range are not wholly in
// it: the articles whose date is only its last year or its last month.
#include "common/engine/match/dates.h"

#include "common/segment/forward.h"

#include <algorithm>

namespace dateline::match {
namespace {

class Column {
 public:
  explicit Column(std::span<const std::uint64_t> published) : published_(published) {}

  /// The first document dated `number` or later.
  [[nodiscard]] std::uint32_t from(std::uint64_t number) const {
    const auto it = std::lower_bound(published_.begin(), published_.end(), number);
    return static_cast<std::uint32_t>(it - published_.begin()) + 1;
  }

 private:
  std::span<const std::uint64_t> published_;
};

std::uint64_t number_of(const Date& date) {
  return segment::date_number(sortable(date));
}

Date year_of(const Date& date) {
  return *make_date(date.year, 0, 0);
}

Date month_of(const Date& date) {
  return *make_date(date.year, date.month, 0);
}

}  // namespace

std::vector<DocidRange> docids_within(const DateRange& dates,
                                      std::span<const std::uint64_t> published) {
  if (dates.empty()) return {};
  const Column column(published);
  const DateRange days = {std::max(dates.first_day, all_days().first_day),
                          std::min(dates.last_day, all_days().last_day)};
  const Date first = from_day_number(days.first_day);
  const Date last = from_day_number(days.last_day);
  // A year or month that begins with the range sorts before its first day.
  std::uint32_t begin = column.from(number_of(first));
  for (const Date& period : {month_of(first), year_of(first)}) {
    if (whole_period(period).first_day == days.first_day) begin = column.from(number_of(period));
  }
  // All of the last day, whatever its time.
  std::uint32_t end = static_cast<std::uint32_t>(published.size()) + 1;
  if (days.last_day < all_days().last_day) {
    const Date after = from_day_number(days.last_day + 1);
    end = column.from(number_of(after));
    for (const Date& period : {month_of(after), year_of(after)}) {
      if (whole_period(period).first_day == days.last_day + 1) end = column.from(number_of(period));
    }
  }
  std::vector<DocidRange> ranges;
  for (const Date& period : {year_of(last), month_of(last)}) {
    if (whole_period(period).last_day <= days.last_day) continue;
    const std::uint32_t gap = column.from(number_of(period));
    const std::uint32_t gap_end = column.from(number_of(period) + 1);
    if (gap < begin) {
      begin = std::max(begin, gap_end);
      continue;
    }
    if (begin < gap) ranges.push_back({begin, gap});
    begin = gap_end;
  }
  if (begin < end) ranges.push_back({begin, end});
  return ranges;
}

}  // namespace dateline::match
