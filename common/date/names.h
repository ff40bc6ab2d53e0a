// SPDX-License-Identifier: GPL-2.0-or-later
// What the words of a stated date mean, in the languages of the press that we read.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::dates {

/// What else a word in a date may be for; bits.
enum Use : std::uint8_t {
  kLabel = 1,      ///< "Published", "Veröffentlicht am"
  kArticle = 2,    ///< before the day: "le", "am", "den"
  kOf = 4,         ///< between day, month and year: "of", "de"
  kAt = 8,         ///< before the time: "at", "um", "à"
  kOclock = 16,    ///< after the time: "Uhr", "hrs"
  kYearWord = 32,  ///< after the year: "г.", "года"
  kMonthWord = 64  ///< before the month, which may be a number then: "tháng"
};

/// A half of the day, as clocks of twelve hours name it.
/// Noon is about twelve, and an evening begins after four.
enum class Half : std::uint8_t { None, Morning, Noon, Afternoon, Evening };

struct Word {
  int month = 0;            ///< 1–12
  bool is_persian = false;  ///< the month is one of the Persian calendar
  Half half = Half::None;
  bool is_weekday = false;
  int weekday = 0;  ///< ISO, 1–7; 0 where languages disagree
  std::uint8_t uses = 0;
};

/// What `word` means, ignoring case and accents; other words have no meaning. A name for different
/// months in two languages is no month.
const Word& meaning_of(std::string_view word);

/// The same, if it is an English name of a month or weekday, as queries may have them.
const Word& english_meaning_of(std::string_view word);

/// Minutes that a named zone is ahead of UTC.
struct Zone {
  bool known = false;
  int offset_minutes = 0;
};

/// Names of RFC 822, and those that papers print. A name with several meanings has that of the
/// larger press: IST is India's, BST Britain's, CST and AST America's, GST the Gulf's. A name that
/// does not tell summer from standard time ("ET") has no offset.
Zone zone_from_name(std::string_view name);

}  // namespace dateline::dates
