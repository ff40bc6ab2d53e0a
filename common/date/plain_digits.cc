// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/date/plain_digits.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace dateline::dates {
namespace {

/// The ASCII character that `c` stands for; 0 if it has no width, -1 if it stands for none.
UChar32 plain_mark(UChar32 c) {
  constexpr UChar32 kFirstWide = 0xFF01;
  constexpr UChar32 kLastWide = 0xFF5E;
  if (c >= kFirstWide && c <= kLastWide) return c - kFirstWide + '!';
  switch (c) {
    case 0x3000:  // ideographic space
      return ' ';
    case 0x060C:  // Arabic comma
    case 0x3001:  // ideographic comma
      return ',';
    case 0x06D4:  // Arabic full stop
    case 0x066B:  // Arabic decimal separator
      return '.';
    case 0x2010:  // hyphens
    case 0x2011:
    case 0x2212:  // minus
      return '-';
    case 0x2044:  // slashes
    case 0x2215:
      return '/';
    case 0x2236:  // ratio
      return ':';
    default:
      return u_charType(c) == U_FORMAT_CHAR ? 0 : -1;
  }
}

/// 〇 to 九, 十, 廿 (20), 卅 (30).
std::optional<int> numeral(char16_t c) {
  constexpr std::u16string_view kDigits = u"〇一二三四五六七八九十";
  if (c == u'零') return 0;
  if (c == u'廿') return 20;
  if (c == u'卅') return 30;
  const std::size_t at = kDigits.find(c);
  if (at == std::u16string_view::npos) return std::nullopt;
  return static_cast<int>(at);
}

/// The digits of 二〇一九, 十三 or 二十一.
std::string digits_of(const icu::UnicodeString& numerals) {
  constexpr int kTen = 10;
  std::string digits;
  int sum = 0;
  bool has_tens = false;
  for (std::int32_t i = 0; i < numerals.length(); ++i) {
    const int value = numeral(numerals[i]).value_or(0);
    digits += static_cast<char>('0' + value % kTen);
    if (value == kTen) sum = std::max(sum, 1) * kTen;
    if (value > kTen) sum = value;
    if (value < kTen) sum += value;
    has_tens = has_tens || value >= kTen;
  }
  return has_tens ? std::to_string(sum) : digits;
}

/// Rewrites numerals that a unit of the calendar or the clock follows. 元年 is the first year.
void replace_numerals(icu::UnicodeString& text) {
  constexpr std::u16string_view kUnits = u"年月日号號时時点點分秒";
  constexpr std::int32_t kMostNumerals = 4;
  for (std::int32_t i = 0; i < text.length(); ++i) {
    if (text[i] == u'元' && i + 1 < text.length() && text[i + 1] == u'年') {
      text.replace(i, 1, u"1");
    }
    std::int32_t end = i;
    while (end < text.length() && end - i < kMostNumerals && numeral(text[end])) ++end;
    if (end == i) continue;
    if (end < text.length() && kUnits.find(text[end]) != std::u16string_view::npos) {
      const std::string digits = digits_of(icu::UnicodeString(text, i, end - i));
      text.replace(i, end - i, icu::UnicodeString::fromUTF8(digits));
    } else {
      i = end - 1;
    }
  }
}

}  // namespace

Plain with_plain_digits(std::string_view text) {
  Plain plain;
  icu::UnicodeString wide;
  bool has_numerals = false;
  const icu::UnicodeString given = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  for (std::int32_t i = 0; i < given.length(); i = given.moveIndex32(i, 1)) {
    const UChar32 c = given.char32At(i);
    if (c < 0x80) {
      wide.append(c);
      continue;
    }
    if (const std::int32_t digit = u_charDigitValue(c); digit >= 0 && u_isdigit(c)) {
      constexpr UChar32 kPersianZero = 0x06F0;
      plain.has_persian_digits |= c >= kPersianZero && c <= kPersianZero + 9;
      wide.append(static_cast<UChar32>('0' + digit));
      continue;
    }
    const UChar32 mark = plain_mark(c);
    if (mark != 0) wide.append(mark < 0 ? c : mark);
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    plain.has_thai_letters |=
        script == USCRIPT_THAI || script == USCRIPT_LAO || script == USCRIPT_KHMER;
    has_numerals |= script == USCRIPT_HAN;
  }
  if (has_numerals) replace_numerals(wide);
  wide.toUTF8String(plain.text);
  return plain;
}

}  // namespace dateline::dates
