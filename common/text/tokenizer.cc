// SPDX-License-Identifier: GPL-2.0-or-later
// One pass over the bytes, with a table for ASCII and ICU's properties for the rest.
#include "common/text/tokenizer.h"

#include <array>
#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace dateline::text {
namespace {

enum class Class : std::uint8_t { Other, Letter, Digit, Single };

constexpr std::array<Class, 128> ascii_classes() {
  std::array<Class, 128> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = Class::Letter;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = Class::Letter;
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = Class::Digit;
  return table;
}
constexpr std::array<Class, 128> kAscii = ascii_classes();

/// Scripts that put no spaces between words.
bool is_spaceless(UChar32 c) {
  if (c < 0x0E00) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

Class classify(UChar32 c) {
  if (c < 0) return Class::Other;
  if (c < 128) return kAscii[static_cast<std::size_t>(c)];
  switch (u_charType(c)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return is_spaceless(c) ? Class::Single : Class::Letter;
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
      return Class::Letter;
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
      return Class::Digit;
    default:
      return Class::Other;
  }
}

/// A character and where it ends.
struct Char {
  UChar32 code = -1;
  Class kind = Class::Other;
  std::size_t end = 0;
};

Char read(std::string_view text, std::size_t at) {
  Char c;
  const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
  if (data[at] < 0x80) {
    c.code = data[at];
    c.kind = kAscii[data[at]];
    c.end = at + 1;
    return c;
  }
  std::size_t i = at;
  U8_NEXT(data, i, text.size(), c.code);
  c.kind = classify(c.code);
  c.end = i;
  return c;
}

bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC;
}
bool is_joiner(UChar32 c) {
  return c == 0xAD || c == 0x200C || c == 0x200D || c == 0x2060;
}

/// May `joint`, between `before` and `after`, be inside one word?
bool joins(UChar32 joint, Class before, Class after) {
  if (after != Class::Letter && after != Class::Digit) return false;
  if (is_joiner(joint)) return true;
  if (is_apostrophe(joint) || joint == '&') {
    return before == Class::Letter && after == Class::Letter;
  }
  return (joint == '.' || joint == ',') && before == Class::Digit && after == Class::Digit;
}

/// End of an acronym such as "U.S." or "U.N" that starts with the letter at `begin`, else 0.
std::size_t acronym_end(std::string_view text, std::size_t begin) {
  std::size_t end = 0;
  int letters = 0;
  std::size_t at = begin;
  while (at < text.size()) {
    const Char letter = read(text, at);
    if (letter.kind != Class::Letter || !u_isupper(letter.code)) break;
    const bool dotted = letter.end < text.size() && text[letter.end] == '.';
    if (!dotted) {
      // A last letter without its dot ("U.N") counts; a longer word ("A.Word") ends before it.
      const bool word_goes_on =
          letter.end < text.size() && read(text, letter.end).kind == Class::Letter;
      if (word_goes_on) return letters >= 2 ? end : 0;
      ++letters;
      end = letter.end;
      break;
    }
    ++letters;
    end = letter.end + 1;
    at = end;
  }
  return letters >= 2 && text[begin + (read(text, begin).end - begin)] == '.' ? end : 0;
}

}  // namespace

bool next_token(std::string_view text, std::size_t from, Token& token) {
  std::size_t at = from;
  Char c;
  for (;; at = c.end) {
    if (at >= text.size()) return false;
    c = read(text, at);
    if (c.kind != Class::Other) break;
  }
  token.begin = at;
  token.end = c.end;
  if (c.kind == Class::Single) return true;
  if (c.end < text.size() && text[c.end] == '.' && c.kind == Class::Letter) {
    if (const std::size_t end = acronym_end(text, at); end != 0) {
      token.end = end;
      return true;
    }
  }
  Class before = c.kind;
  for (at = c.end; at < text.size();) {
    const Char next = read(text, at);
    if (next.kind == Class::Letter || next.kind == Class::Digit) {
      before = next.kind;
      at = token.end = next.end;
      continue;
    }
    if (next.end >= text.size()) break;
    const Char after = read(text, next.end);
    if (!joins(next.code, before, after.kind)) break;
    before = after.kind;
    at = token.end = after.end;
  }
  return true;
}

std::vector<Token> tokens(std::string_view text) {
  std::vector<Token> all;
  Token token;
  for (std::size_t at = 0; next_token(text, at, token); at = token.end) all.push_back(token);
  return all;
}

}  // namespace dateline::text
