// SPDX-License-Identifier: GPL-2.0-or-later
// Seconds, shifted by the zone, and how many digits of the date are known.
#include "common/segment/instants.h"

#include "common/segment/forward.h"

#include <algorithm>

namespace dateline::segment {
namespace {

constexpr unsigned kDigitsBits = 4;
constexpr std::uint64_t kDigits = (1U << kDigitsBits) - 1;
constexpr std::int64_t kSecondsOfMinute = 60;
constexpr std::uint64_t kYearsOfCycle = 400;
constexpr std::uint64_t kDaysOfCycle = 146'097;

/// Days since the March of the year -400, so that no instant of a Date is below zero. Unlike
/// std::chrono's, it takes any numbers, as a damaged file may have them.
std::uint64_t days_before(std::uint64_t year, std::uint64_t month, std::uint64_t day) {
  const std::uint64_t since_march = month > 2 ? month - 3 : month + 9;
  const std::uint64_t years = year + kYearsOfCycle - (month > 2 ? 0 : 1);
  const std::uint64_t of_cycle = years % kYearsOfCycle;
  return years / kYearsOfCycle * kDaysOfCycle + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 +
         (153 * since_march + 2) / 5 + day - 1;
}

std::int64_t seconds_of(std::uint64_t date_number) {
  std::uint64_t rest = date_number >> kDigitsBits;
  const auto take = [&rest](std::uint64_t base) {
    const std::uint64_t part = rest % base;
    rest /= base;
    return part;
  };
  const std::uint64_t second = take(100);
  const std::uint64_t minute = take(100);
  const std::uint64_t hour = take(100);
  const std::uint64_t day = std::max<std::uint64_t>(take(100), 1);
  const std::uint64_t month = std::max<std::uint64_t>(take(100), 1);
  return static_cast<std::int64_t>(
      ((days_before(rest, month, day) * 24 + hour) * 60 + minute) * 60 + second);
}

}  // namespace

std::int16_t zone_of(const Date& date) {
  if (date.precision < Precision::Minute) return 0;
  return static_cast<std::int16_t>(date.utc_offset_minutes.value_or(0));
}

std::uint64_t instant_of(std::uint64_t date_number, std::int16_t zone) {
  if (date_number == 0) return 0;
  const std::int64_t seconds = seconds_of(date_number) - zone * kSecondsOfMinute;
  return static_cast<std::uint64_t>(seconds) << kDigitsBits | (date_number & kDigits);
}

std::uint64_t instant_of(const Date& date) {
  return instant_of(date_number(sortable(date)), zone_of(date));
}

/// In one zone, instants are in the order of clocks. Where there are several, what has another
/// clock may be of the same second and more precise, or less.
std::uint64_t Instants::latest_until(std::uint64_t published) const {
  if (published == 0) return 0;
  return instant_of(published, least_zone_) | (least_zone_ == greatest_zone_ ? 0 : kDigits);
}

std::uint64_t Instants::earliest_from(std::uint64_t published) const {
  if (published == 0) return 0;
  const std::uint64_t digits = least_zone_ == greatest_zone_ ? 0 : kDigits;
  return instant_of(published, greatest_zone_) & ~digits;
}

ZonesPlace append_zones(disk::ArrayWriter& file, const std::vector<std::int16_t>& zones) {
  ZonesPlace place;
  place.zones = file.append_array(zones);
  if (zones.empty()) return place;
  const auto [least, greatest] = std::minmax_element(zones.begin(), zones.end());
  place.least_zone = *least;
  place.greatest_zone = *greatest;
  return place;
}

}  // namespace dateline::segment
