// SPDX-License-Identifier: GPL-2.0-or-later
// Title case for names of places, letter by letter with ICU's simple case mappings: the full
// mappings would turn "İZMİR" into a dotted monster.
#include "indexer/extract/place_case.h"

#include "common/text/fold.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline {
namespace {

constexpr auto kSmallWords = std::to_array<std::string_view>(
    {"al", "am", "an",  "and", "as",  "au",   "aux", "da", "das", "de", "del", "della", "der",
     "di", "do", "dos", "du",  "e",   "el",   "en",  "es", "im",  "in", "la",  "le",    "les",
     "of", "on", "sur", "the", "und", "upon", "y",   "в",  "и",   "на", "над", "под"});
constexpr auto kInitialisms =
    std::to_array<std::string_view>({"AFB", "DC", "DRC", "PNG", "UAE", "UK", "UN", "US", "USA"});

constexpr UChar32 kRightQuote = 0x2019;
constexpr UChar32 kSmallSigma = 0x03C3;
constexpr std::string_view kFinalSigma = "\u03C2";

template <std::size_t N>
bool is_among(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The character at byte `at`, which moves behind it; negative for broken UTF-8.
UChar32 next_char(std::string_view text, std::size_t& at) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 c = 0;
  U8_NEXT(data, at, text.size(), c);
  return c;
}

void append(std::string& out, UChar32 c) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::size_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, c);
  out.append(bytes.data(), size);
}

bool is_name_char(UChar32 c) {
  if (c < 0) return false;
  const int type = u_charType(c);
  return u_isalpha(c) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
}

/// "Mc" or "Mac" before capitals, as in McALLEN.
std::size_t celtic_prefix_size(std::string_view word) {
  for (const std::string_view prefix : {"Mc", "Mac"}) {
    if (word.size() > prefix.size() + 1 && word.starts_with(prefix)) return prefix.size();
  }
  return 0;
}

/// Small letters, after one capital where a name begins.
std::string with_small_letters(std::string_view letters, bool capital_first) {
  std::string out;
  for (std::size_t at = 0; at < letters.size();) {
    const bool keep = capital_first && at == 0;
    const UChar32 c = next_char(letters, at);
    const UChar32 small = keep ? c : u_tolower(c);
    const bool last = at >= letters.size();
    if (small == kSmallSigma && last) {
      out += kFinalSigma;
    } else {
      append(out, small);
    }
  }
  return out;
}

bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == kRightQuote;
}

/// Letters between the other characters of a place; the parts of "PORT-AU-PRINCE".
struct Run {
  std::string_view letters;
  UChar32 previous = 0;          ///< the character before, 0 at the start
  UChar32 next = 0;              ///< the character behind, 0 at the end
  std::size_t bytes_before = 0;  ///< of the run before this one
  bool begins_name = true;       ///< nothing of its name stands before it
  bool in_region = false;        ///< after a comma
};

bool is_region_code(const Run& run) {
  constexpr std::size_t kLongestCode = 3;
  return run.in_region && run.begins_name && run.letters.size() <= kLongestCode &&
         (run.next == 0 || run.next == ',' || run.next == '/');
}

/// "DE" in RIO DE JANEIRO, "AU" in PORT-AU-PRINCE, "D" in VAL D'ISERE; not "Y" in N.Y.
bool is_small_word(const Run& run) {
  if (run.begins_name || run.previous == '.' || run.next == '.') return false;
  const std::string small = text::fold(run.letters);
  return is_among(small, kSmallWords) || (small == "d" && is_apostrophe(run.next));
}

std::string in_title_case(const Run& run) {
  if (!is_all_caps(run.letters)) return std::string(run.letters);
  if (is_region_code(run) || is_among(run.letters, kInitialisms)) return std::string(run.letters);
  const std::size_t prefix = celtic_prefix_size(run.letters);
  if (prefix != 0) {
    return std::string(run.letters.substr(0, prefix)) +
           with_small_letters(run.letters.substr(prefix), true);
  }
  // After an elided article a name begins (L'AQUILA); after a longer word a suffix does (JOHN'S).
  const bool is_suffix = is_apostrophe(run.previous) && run.bytes_before > 1;
  return with_small_letters(run.letters, !is_suffix && !is_small_word(run));
}

}  // namespace

bool is_small_place_word(std::string_view word) {
  return is_among(text::fold(word), kSmallWords);
}

bool is_all_caps(std::string_view word) {
  bool has_capital = false;
  for (std::size_t at = celtic_prefix_size(word); at < word.size();) {
    const UChar32 c = next_char(word, at);
    if (c < 0 || u_islower(c)) return false;
    has_capital = has_capital || u_isupper(c);
  }
  return has_capital;
}

std::string title_case_place(std::string_view place) {
  std::string out;
  Run run;
  for (std::size_t at = 0; at < place.size();) {
    const std::size_t start = at;
    const UChar32 c = next_char(place, at);
    if (!is_name_char(c)) {
      out.append(place, start, at - start);
      run.previous = c;
      if (c == ',' || c == '/') {
        run.begins_name = true;
        run.in_region = c == ',';
      }
      continue;
    }
    run.next = 0;
    while (at < place.size()) {
      std::size_t after = at;
      const UChar32 following = next_char(place, after);
      if (!is_name_char(following)) {
        run.next = following;
        break;
      }
      at = after;
    }
    run.letters = place.substr(start, at - start);
    out += in_title_case(run);
    run.bytes_before = run.letters.size();
    run.begins_name = false;
  }
  return out;
}

}  // namespace dateline
