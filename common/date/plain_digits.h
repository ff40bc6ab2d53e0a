// SPDX-License-Identifier: GPL-2.0-or-later
// Digits and marks of every script as ASCII has them; only for reading dates.
#pragma once

#include <string>
#include <string_view>

namespace dateline::dates {

/// A stated date in plain digits, and what its script says about its calendar.
struct Plain {
  std::string text;
  bool has_persian_digits = false;
  bool has_thai_letters = false;  ///< or Lao or Khmer, whose countries count Buddhist years, too
};

/// For text that is not ASCII: decimal digits of every script, full-width letters and the marks of
/// other scripts become ASCII's; numerals before 年, 月, 日 and the units of a clock become digits
/// (二〇一九年十二月); characters without width vanish.
Plain with_plain_digits(std::string_view text);

}  // namespace dateline::dates
