// SPDX-License-Identifier: GPL-2.0-or-later
// English names of months and days of the week, as the press writes them.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace dateline::text {

inline constexpr std::array<std::string_view, 41> kEnglishDates = {
    "january",  "february", "march",    "april",  "may", "june", "july",   "august",  "september",
    "october",  "november", "december", "jan",    "feb", "mar",  "apr",    "jun",     "jul",
    "aug",      "sep",      "sept",     "oct",    "nov", "dec",  "monday", "tuesday", "wednesday",
    "thursday", "friday",   "saturday", "sunday", "mon", "tue",  "tues",   "wed",     "thu",
    "thur",     "thurs",    "fri",      "sat",    "sun"};

/// Is `word`, in lower case and without its point, one of them?
constexpr bool is_english_date(std::string_view word) {
  return std::find(kEnglishDates.begin(), kEnglishDates.end(), word) != kEnglishDates.end();
}

}  // namespace dateline::text
