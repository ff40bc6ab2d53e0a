// SPDX-License-Identifier: GPL-2.0-or-later
// Each kind of bucket is a count of days, of months or of years, by some number.
#include "common/date/buckets.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr std::int64_t kDaysOfWeek = 7;
/// Days from a Monday to 1970-01-01, a Thursday.
constexpr std::int64_t kMondayShift = 3;

std::int64_t months_in(Bucket bucket) {
  return bucket == Bucket::Quarter ? 3 : 1;
}
std::int64_t years_in(Bucket bucket) {
  return bucket == Bucket::Decade ? 10 : 1;
}

std::int64_t floor_divide(std::int64_t number, std::int64_t by) {
  return (number >= 0 ? number : number - by + 1) / by;
}

/// Day numbers outside the years 1 to 9999 are clamped to their ends.
std::int64_t first_day_of(std::int64_t year, std::int64_t month) {
  if (year < 1) return all_days().first_day;
  if (year > 9999) return all_days().last_day + 1;
  return day_number(*make_date(static_cast<int>(year), static_cast<int>(month), 1));
}

/// The first day of a bucket.
std::int64_t begin_of(Bucket bucket, std::int64_t number) {
  switch (bucket) {
    case Bucket::Day:
      return number;
    case Bucket::Week:
      return number * kDaysOfWeek - kMondayShift;
    case Bucket::Month:
    case Bucket::Quarter: {
      const std::int64_t months = number * months_in(bucket);
      return first_day_of(months / 12, months % 12 + 1);
    }
    case Bucket::Year:
    case Bucket::Decade:
      break;
  }
  return first_day_of(number * years_in(bucket), 1);
}

/// The year of an ISO week is that of its Thursday.
std::string week_name(std::int64_t number) {
  const std::int64_t thursday = begin_of(Bucket::Week, number) + 3;
  const int year = from_day_number(thursday).year;
  const std::int64_t week = (thursday - first_day_of(year, 1)) / kDaysOfWeek + 1;
  return fmt::format("{:04}-W{:02}", year, week);
}

}  // namespace

const std::vector<Bucket>& all_buckets() {
  static const std::vector<Bucket> kAll = {Bucket::Day,     Bucket::Week, Bucket::Month,
                                           Bucket::Quarter, Bucket::Year, Bucket::Decade};
  return kAll;
}

std::string_view name_of(Bucket bucket) {
  constexpr std::array<std::string_view, 6> kNames = {"day",     "week", "month",
                                                      "quarter", "year", "decade"};
  return kNames.at(static_cast<std::size_t>(bucket));
}

std::vector<std::string> bucket_names() {
  std::vector<std::string> names;
  for (const Bucket bucket : all_buckets()) names.emplace_back(name_of(bucket));
  return names;
}

std::optional<Bucket> bucket_named(std::string_view name) {
  for (const Bucket bucket : all_buckets()) {
    if (name == name_of(bucket)) return bucket;
  }
  return std::nullopt;
}

std::string_view facet_of(Bucket bucket) {
  if (bucket <= Bucket::Week) return "day";
  return bucket <= Bucket::Quarter ? "month" : "year";
}

std::optional<std::int64_t> bucket_of(Bucket bucket, const Date& date) {
  if (!date.known()) return std::nullopt;
  switch (bucket) {
    case Bucket::Day:
    case Bucket::Week:
      if (date.day == 0) return std::nullopt;
      return bucket == Bucket::Day ? day_number(date)
                                   : floor_divide(day_number(date) + kMondayShift, kDaysOfWeek);
    case Bucket::Month:
    case Bucket::Quarter:
      if (date.month == 0) return std::nullopt;
      return (std::int64_t{12} * date.year + date.month - 1) / months_in(bucket);
    case Bucket::Year:
    case Bucket::Decade:
      break;
  }
  return date.year / years_in(bucket);
}

std::string bucket_name(Bucket bucket, std::int64_t number) {
  switch (bucket) {
    case Bucket::Day:
      return iso(from_day_number(number));
    case Bucket::Week:
      return week_name(number);
    case Bucket::Month:
      return fmt::format("{:04}-{:02}", number / 12, number % 12 + 1);
    case Bucket::Quarter:
      return fmt::format("{:04}-Q{}", number / 4, number % 4 + 1);
    case Bucket::Year:
      return fmt::format("{:04}", number);
    case Bucket::Decade:
      break;
  }
  return fmt::format("{:04}s", number * years_in(bucket));
}

DateRange bucket_days(Bucket bucket, std::int64_t number) {
  const DateRange all = all_days();
  return {std::max(all.first_day, begin_of(bucket, number)),
          std::min(all.last_day, begin_of(bucket, number + 1) - 1)};
}

std::int64_t bucket_count(Bucket bucket, const DateRange& days) {
  if (days.empty()) return 0;
  return *bucket_of(bucket, from_day_number(days.last_day)) -
         *bucket_of(bucket, from_day_number(days.first_day)) + 1;
}

}  // namespace dateline
