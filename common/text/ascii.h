// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes and characters of ASCII, whatever the locale; any other is none of these.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::ascii {

constexpr bool is_digit(std::int32_t c) noexcept {
  return c >= '0' && c <= '9';
}
constexpr bool is_lower(std::int32_t c) noexcept {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_upper(std::int32_t c) noexcept {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_letter(std::int32_t c) noexcept {
  return is_lower(c) || is_upper(c);
}
constexpr bool is_letter_or_digit(std::int32_t c) noexcept {
  return is_letter(c) || is_digit(c);
}
/// A space, a tab or an end of line.
constexpr bool is_blank(std::int32_t c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// All that is_blank() takes.
inline constexpr std::string_view kBlanks = " \t\n\r";

/// True when `text` has digits only; also when it is empty.
constexpr bool all_digits(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c); });
}

constexpr char lower(char c) noexcept {
  return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr char upper(char c) noexcept {
  return is_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c;
}
inline std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}
inline std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return upper(c); });
  return out;
}

/// Equal but for the case of letters.
constexpr bool same(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}
/// Does `text` begin like `prefix`, in letters of any case?
constexpr bool starts_with(std::string_view text, std::string_view prefix) noexcept {
  return same(text.substr(0, prefix.size()), prefix);
}

/// 0 to 15, or -1 for what is no hexadecimal digit.
constexpr int hex_value(char c) noexcept {
  if (is_digit(c)) return c - '0';
  const char letter = lower(c);
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

}  // namespace dateline::ascii
