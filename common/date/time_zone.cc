// SPDX-License-Identifier: GPL-2.0-or-later
// ICU knows the zones; the machine's own comes from the C library, which respects TZ.
#include "common/date/time_zone.h"

#include "common/errors/errors.h"
#include "common/text/edit_distance.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

namespace dateline {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;
/// No place is further from UTC than this.
constexpr int kMostHours = 14;
constexpr std::size_t kLongestName = 64;

std::int64_t floor_days(std::int64_t seconds) {
  return seconds / kSecondsPerDay - (seconds % kSecondsPerDay < 0 ? 1 : 0);
}

/// Seconds of "+05:30", "-0330", "+2", "UTC+2", "Z".
std::optional<std::int64_t> offset_of(std::string_view folded) {
  if (folded == "z" || folded == "utc" || folded == "gmt") return 0;
  if (folded.starts_with("utc") || folded.starts_with("gmt")) folded.remove_prefix(3);
  if (folded.size() < 2 || (folded[0] != '+' && folded[0] != '-')) return std::nullopt;
  std::string digits;
  for (std::size_t i = 1; i < folded.size(); ++i) {
    const bool is_colon = folded[i] == ':' && i + 3 == folded.size();
    if (is_colon) continue;
    if (folded[i] < '0' || folded[i] > '9') return std::nullopt;
    digits += folded[i];
  }
  if (digits.size() > 4 || digits.empty()) return std::nullopt;
  const int number = std::stoi(digits);
  const int hours = digits.size() > 2 ? number / 100 : number;
  const int minutes = digits.size() > 2 ? number % 100 : 0;
  if (hours > kMostHours || minutes > 59) return std::nullopt;
  return (folded[0] == '-' ? -60 : 60) * (hours * 60 + minutes);
}

/// All names but abbreviations, which mean several zones (IST, BST, CST).
std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  const std::unique_ptr<icu::StringEnumeration> all(icu::TimeZone::createEnumeration());
  UErrorCode status = U_ZERO_ERROR;
  while (const icu::UnicodeString* id = all->snext(status)) {
    if (U_FAILURE(status)) break;
    std::string name;
    id->toUTF8String(name);
    if (name.size() > 3) names.push_back(std::move(name));
  }
  return names;
}

std::string_view city_of(std::string_view zone) {
  const std::size_t slash = zone.rfind('/');
  return slash == std::string_view::npos ? zone : zone.substr(slash + 1);
}

/// The names whose city, or full spelling, is most like `zone`.
std::vector<std::string> near_names(const std::string& zone,
                                    const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 3;
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& name : names) {
    const std::string folded = text::fold(name);
    const std::size_t distance = std::min(text::edit_distance(zone, folded),
                                          text::edit_distance(city_of(zone), city_of(folded)));
    if (distance <= std::min<std::size_t>(3, city_of(zone).size() / 3)) {
      near.emplace_back(distance, name);
    }
  }
  std::sort(near.begin(), near.end());
  if (near.size() > kShown) near.resize(kShown);
  std::vector<std::string> nearest;
  for (auto& [distance, name] : near) nearest.push_back(std::move(name));
  return nearest;
}

/// The name as the database spells it.
std::string known_name(std::string_view zone) {
  std::string folded = text::fold(zone.substr(0, kLongestName));
  std::replace(folded.begin(), folded.end(), ' ', '_');
  const std::vector<std::string> names = zone_names();
  const auto it = std::find_if(names.begin(), names.end(),
                               [&](const std::string& name) { return text::fold(name) == folded; });
  if (it != names.end()) return *it;
  const std::vector<std::string> near = near_names(folded, names);
  throw Error(
      Code::Usage,
      fmt::format("there is no time zone '{}'", text::single_line(text::cut(zone, kLongestName))),
      near.empty() ? "name a zone or an offset: Europe/Berlin, UTC or +05:30"
                   : fmt::format("did you mean {}?", fmt::join(near, " or ")));
}

std::int64_t offset_at(std::string_view zone, std::int64_t epoch_seconds) {
  if (const auto offset = offset_of(text::fold(zone))) return *offset;
  const std::string name = known_name(zone);
  const std::unique_ptr<icu::TimeZone> its(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  int32_t standard = 0;
  int32_t summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  its->getOffset(static_cast<UDate>(epoch_seconds) * 1000, 0, standard, summer, status);
  if (U_FAILURE(status)) {
    throw Error(Code::Machine, fmt::format("time zone {}: {}", name, u_errorName(status)));
  }
  return (standard + summer) / 1000;
}

}  // namespace

Date day_in_zone(std::string_view zone, std::int64_t epoch_seconds) {
  if (!zone.empty()) {
    return from_day_number(floor_days(epoch_seconds + offset_at(zone, epoch_seconds)));
  }
  const std::time_t when = epoch_seconds;
  std::tm local{};
  localtime_r(&when, &local);
  return *make_date(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

}  // namespace dateline
