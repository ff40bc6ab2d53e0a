// SPDX-License-Identifier: GPL-2.0-or-later
// Cutting a stated date into tokens.
#include "common/date/tokens.h"

#include "common/text/ascii.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline::dates {
namespace {

enum class Class { Blank, Nothing, Digit, Letter, Ideograph, Other };

/// `c` is negative for a broken byte.
Class class_of(UChar32 c) {
  if (ascii::is_digit(c)) return Class::Digit;
  if (ascii::is_letter(c)) return Class::Letter;
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return Class::Blank;
  if (c < 0x80) return Class::Other;
  if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) return Class::Ideograph;
  if (u_isUWhiteSpace(c)) return Class::Blank;
  switch (u_charType(c)) {
    case U_FORMAT_CHAR:
      return Class::Nothing;
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
      return Class::Letter;
    default:
      return u_isalpha(c) ? Class::Letter : Class::Other;
  }
}

}  // namespace

Tokens::Tokens(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t length = text.size();
  bool spaced = false;
  for (std::size_t i = 0; i < length;) {
    const std::size_t start = i;
    const auto next_class = [&] {
      UChar32 c = 0;
      U8_NEXT(bytes, i, length, c);
      return class_of(c);
    };
    const Class first = next_class();
    if (first == Class::Blank) spaced = true;
    if (first == Class::Blank || first == Class::Nothing) continue;
    if (first == Class::Digit || first == Class::Letter) {
      for (std::size_t end = i; i < length; end = i) {
        if (next_class() == first) continue;
        i = end;
        break;
      }
    }
    const auto kind = first == Class::Digit   ? DateToken::Kind::Number
                      : first == Class::Other ? DateToken::Kind::Mark
                                              : DateToken::Kind::Word;
    if (size_ == kMaxTokens) {
      size_ = 0;
      return;
    }
    all_[size_++] = {kind, text.substr(start, i - start), spaced};
    spaced = false;
  }
}

std::string_view Tokens::ahead(std::size_t count) const {
  if (count == 0 || at_ + count > size_) return {};
  const char* const start = all_[at_].text.data();
  const std::string_view last = all_[at_ + count - 1].text;
  return {start, static_cast<std::size_t>(last.data() + last.size() - start)};
}

bool Tokens::take_mark(char mark) {
  if (peek().kind != DateToken::Kind::Mark || peek().text[0] != mark) return false;
  skip();
  return true;
}

bool Tokens::take_word(std::string_view word) {
  if (!at_word() || !ascii::same(peek().text, word)) return false;
  skip();
  return true;
}

std::optional<std::string_view> Tokens::take_number(std::size_t least, std::size_t most) {
  const DateToken& token = peek();
  if (token.kind != DateToken::Kind::Number) return std::nullopt;
  if (token.text.size() < least || token.text.size() > most) return std::nullopt;
  skip();
  return token.text;
}

bool Tokens::take_number(std::size_t least, std::size_t most, int& value) {
  const auto digits = take_number(least, most);
  if (digits) value = to_int(*digits);
  return digits.has_value();
}

int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace dateline::dates
