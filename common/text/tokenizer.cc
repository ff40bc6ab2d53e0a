// SPDX-License-Identifier: GPL-2.0-or-later
// One pass over the bytes, with a table for ASCII and ICU's properties for the rest.
#include "common/text/tokenizer.h"

#include "common/text/ascii.h"
#include "common/text/signs.h"

#include <algorithm>
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
  if (is_apostrophe(c)) return Class::Other;
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

bool is_joiner(UChar32 c) {
  return c == 0xAD || c == 0x200D || c == 0x2060;
}
constexpr UChar32 kNonJoiner = 0x200C;

bool is_arabic(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status) == USCRIPT_ARABIC;
}

/// The character that ends at `end`, which is not 0.
UChar32 before(std::string_view text, std::size_t end) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
  auto i = static_cast<std::int32_t>(end);
  UChar32 c = 0;
  U8_PREV(data, 0, i, c);
  return c;
}

/// May `joint`, between `last` and `next`, of those classes, be inside one word?
bool joins(UChar32 joint, UChar32 last, Class before, UChar32 next, Class after) {
  if (after != Class::Letter && after != Class::Digit) return false;
  if (is_joiner(joint)) return true;
  // It parts the stem and the ending of a Persian word.
  if (joint == kNonJoiner) return !is_arabic(last);
  const bool between_letters = before == Class::Letter && after == Class::Letter;
  if (is_apostrophe(joint) || joint == '&') return between_letters;
  if (is_middle_dot(joint)) return (last == 'l' || last == 'L') && (next == 'l' || next == 'L');
  return (joint == '.' || joint == ',' || joint == 0x066B || joint == 0x066C) &&
         before == Class::Digit && after == Class::Digit;
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at);
  const auto end = std::find_if_not(rest.begin(), rest.end(), ascii::is_digit);
  return static_cast<std::size_t>(end - rest.begin());
}

/// Do `joint`s, which are blanks or apostrophes, group digits: of the word [begin, end) and the
/// three from `next` on?
bool groups(std::string_view text, std::size_t begin, std::size_t end, UChar32 joint,
            std::size_t next) {
  if (!is_group_blank(joint) && !is_apostrophe(joint)) return false;
  if (digits_at(text, next) != kGroup) return false;
  std::size_t first = end;
  while (first > begin && ascii::is_digit(text[first - 1])) --first;
  if (end - first == 0 || end - first > kGroup) return false;
  return first == begin || before(text, first) == joint;
}

/// Hebrew letters, with or without points, from `at` on.
std::size_t hebrew_end(std::string_view text, std::size_t at, int& letters) {
  for (letters = 0; at < text.size();) {
    const Char c = read(text, at);
    const bool is_point = c.code >= 0x0591 && c.code <= 0x05C7 && c.kind == Class::Letter;
    if (!is_point && !is_hebrew_letter(c.code)) break;
    letters += is_point ? 0 : 1;
    at = c.end;
  }
  return at;
}

/// End of the "s" or "'s" behind a number or an acronym's last point, which ends at `end`; else
/// `end`.
std::size_t ending_of(std::string_view text, std::size_t end) {
  std::size_t at = end;
  if (at < text.size()) {
    if (const Char sign = read(text, at); is_apostrophe(sign.code)) at = sign.end;
  }
  if (at >= text.size() || text[at] != 's') return end;
  const bool goes_on = ++at < text.size() && read(text, at).kind != Class::Other;
  return goes_on ? end : at;
}

/// End of an abbreviation such as "U.S.", "e.g." or "Ph.D" that starts with the letter at `begin`,
/// else 0. Its parts have one letter each; or, but for the last, a capital and small ones.
std::size_t abbreviation_end(std::string_view text, std::size_t begin) {
  constexpr int kMostLetters = 3;
  std::size_t end = 0;
  int parts = 0;
  bool has_long_part = false;
  for (std::size_t at = begin; at < text.size();) {
    const Char first = read(text, at);
    if (first.kind != Class::Letter) break;
    int letters = 1;
    at = first.end;
    while (u_isupper(first.code) && letters < kMostLetters && at < text.size() &&
           ascii::is_lower(text[at])) {
      ++at;
      ++letters;
    }
    // A longer word ("A.Word") is no part.
    if (at < text.size() && read(text, at).kind != Class::Other) break;
    const bool has_point = at < text.size() && text[at] == '.';
    if (letters > 1 && !has_point) break;
    ++parts;
    if (has_point) ++at;
    has_long_part = has_long_part || letters > 2;
    if (letters == 1 && (has_point || !has_long_part)) end = parts >= 2 ? at : 0;
    if (!has_point) break;
  }
  return end != 0 && text[end - 1] == '.' ? ending_of(text, end) : end;
}

/// The end of "++", or of "#" behind a single letter, which make another name of the word
/// [begin, end): "C++", "F#"; else `end`.
std::size_t sign_end(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view rest = text.substr(end);
  std::size_t size = 0;
  if (rest.starts_with("++")) size = 2;
  if (rest.front() == '#' && end - begin == 1) size = 1;
  if (size == 0 || !ascii::is_letter(text[end - 1])) return end;
  const char next = size < rest.size() ? rest[size] : ' ';
  if (next == '+' || next == '#') return end;
  return size == 1 && ascii::is_letter_or_digit(next) ? end : end + size;
}

/// ".NET", which is not the end of an address.
constexpr std::size_t kDotNet = 4;
bool is_dot_net(std::string_view text, std::size_t at) {
  if (!ascii::same(text.substr(at, kDotNet), ".net")) return false;
  if (at != 0) {
    const UChar32 last = before(text, at);
    if (last == '.' || last == '/' || last == '-' || last == '_' ||
        classify(last) != Class::Other) {
      return false;
    }
  }
  return at + kDotNet == text.size() || read(text, at + kDotNet).kind == Class::Other;
}

/// End of the marks that belong to the letter of a script without blanks that ends at `end`.
std::size_t marks_end(std::string_view text, std::size_t end) {
  while (end < text.size()) {
    if (static_cast<unsigned char>(text[end]) < 0x80) break;
    const Char c = read(text, end);
    const auto type = u_charType(c.code);
    if (!is_sound_mark(c.code) && type != U_NON_SPACING_MARK && type != U_COMBINING_SPACING_MARK) {
      break;
    }
    end = c.end;
  }
  return end;
}

/// Is the word [begin, end) one that a note's mark may follow: a number, or three letters at least?
bool takes_note(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kLeastLetters = 3;
  std::size_t letters = 0;
  std::size_t all = 0;
  bool is_number = true;
  for (std::size_t at = begin; at < end; ++all) {
    const Char c = read(text, at);
    letters += c.kind == Class::Letter ? 1 : 0;
    is_number = is_number && c.kind != Class::Letter;
    at = c.end;
  }
  return is_number || letters >= kLeastLetters;
}

}  // namespace

bool is_gershayim_at(std::string_view text, std::size_t at) {
  constexpr int kMostAfter = 3;  // the last letter of an acronym, and an ending
  const Char sign = read(text, at);
  if (!is_gershayim(sign.code) || at == 0) return false;
  const UChar32 last = before(text, at);
  if (!is_hebrew_letter(last) && !(last >= 0x0591 && last <= 0x05C7)) return false;
  int letters = 0;
  const std::size_t end = hebrew_end(text, sign.end, letters);
  if (letters == 0) return false;
  if (sign.code == kGershayim) return true;
  // A quotation may begin behind a prefix, and then ends.
  return letters <= kMostAfter &&
         (end == text.size() || !is_gershayim(read(text, end).code) || letters == 1);
}

bool next_token(std::string_view text, std::size_t from, Token& token) {
  std::size_t at = from;
  Char c;
  for (;; at = c.end) {
    if (at >= text.size()) return false;
    c = read(text, at);
    if (c.kind != Class::Other) {
      if (!is_superscript(c.code)) break;
    } else if (c.code == '.' && is_dot_net(text, at)) {
      token = {at, at + kDotNet};
      return true;
    }
  }
  token.begin = at;
  token.end = c.end;
  if (c.kind == Class::Single) {
    token.end = marks_end(text, c.end);
    return true;
  }
  if (c.end < text.size() && text[c.end] == '.' && c.kind == Class::Letter) {
    if (const std::size_t end = abbreviation_end(text, at); end != 0) {
      token.end = end;
      return true;
    }
  }
  UChar32 last = c.code;
  Class before = c.kind;
  for (at = c.end; at < text.size();) {
    const Char next = read(text, at);
    if (next.kind == Class::Letter || next.kind == Class::Digit) {
      if (is_superscript(next.code) && takes_note(text, token.begin, at)) break;
      before = next.kind;
      last = next.code;
      at = token.end = next.end;
      continue;
    }
    if (next.code == '+' || next.code == '#') {
      token.end = sign_end(text, token.begin, at);
      break;
    }
    if (next.end >= text.size()) break;
    if (before == Class::Digit && is_apostrophe(next.code)) {
      if (const std::size_t end = ending_of(text, at); end != at) {  // "1990's"
        token.end = end;
        break;
      }
    }
    const Char after = read(text, next.end);
    if (!joins(next.code, last, before, after.code, after.kind) &&
        !(is_gershayim(next.code) && is_gershayim_at(text, at)) &&
        !groups(text, token.begin, at, next.code, next.end)) {
      if (next.code == '.' && after.kind == Class::Letter && at - token.begin <= 3) {
        if (const std::size_t end = abbreviation_end(text, token.begin); end != 0) token.end = end;
      }
      break;
    }
    before = after.kind;
    last = after.code;
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
