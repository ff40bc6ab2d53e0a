// SPDX-License-Identifier: GPL-2.0-or-later
// Signs that may stand inside a word, by what they are typed and printed as.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dateline::text {

/// A character that is typed or printed for an apostrophe, or stands where one does in transcribed
/// names: ' ’ ‘ ‛ ` ´ ′ ‵ ʹ ʻ ʼ ʽ ʾ ʿ ˈ ˊ ˋ, the Armenian one, geresh, the saltillo, and those of
/// full width.
constexpr bool is_apostrophe(std::int32_t c) noexcept {
  switch (c) {
    case '\'':
    case '`':
    case 0xB4:
    case 0x02C8:
    case 0x02CA:
    case 0x02CB:
    case 0x055A:
    case 0x05F3:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x2035:
    case 0xA78B:
    case 0xA78C:
    case 0xFF07:
    case 0xFF40:
      return true;
    default:
      return (c >= 0x02B9 && c <= 0x02BF) && c != 0x02BA;
  }
}

/// Gershayim, which keyboards have as a quotation mark.
constexpr std::int32_t kGershayim = 0x05F4;
constexpr bool is_gershayim(std::int32_t c) noexcept {
  return c == kGershayim || c == '"' || (c >= 0x201C && c <= 0x201E);
}
constexpr bool is_hebrew_letter(std::int32_t c) noexcept {
  return (c >= 0x05D0 && c <= 0x05F2) || (c >= 0xFB1D && c <= 0xFB4F);
}

/// A superscript digit: a note's, or a power's.
constexpr bool is_superscript(std::int32_t c) noexcept {
  if (c < 0xB2) return false;
  return c == 0xB9 || c == 0xB2 || c == 0xB3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

/// Sound marks of kana, which belong to the letter before them: combining, spacing and half-width.
constexpr bool is_sound_mark(std::int32_t c) noexcept {
  return (c >= 0x3099 && c <= 0x309C) || c == 0xFF9E || c == 0xFF9F;
}

/// Digits that separators group.
inline constexpr std::size_t kGroup = 3;

/// A blank that groups digits, and breaks no line: no-break, figure, thin and narrow.
constexpr bool is_group_blank(std::int32_t c) noexcept {
  return c == 0xA0 || c == 0x2007 || c == 0x2009 || c == 0x202F;
}

/// The middle dot of Catalan's "l·l".
constexpr bool is_middle_dot(std::int32_t c) noexcept {
  return c == 0xB7 || c == 0x2027 || c == 0x22C5;
}

}  // namespace dateline::text
