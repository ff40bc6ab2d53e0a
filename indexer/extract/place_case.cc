// SPDX-License-Identifier: GPL-2.0-or-later
// Title case for place names, letter by letter with ICU's simple case mappings: the full mappings
// would mangle the dots of "İZMİR".
#include "indexer/extract/place_case.h"

#include "common/text/among.h"
#include "common/text/fold.h"
#include "indexer/extract/char_cursor.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

constexpr auto kSmallWords = std::to_array<std::string_view>(
    {"al", "am", "an",  "and", "as",  "au",   "aux", "da", "das", "de", "del", "della", "der",
     "di", "do", "dos", "du",  "e",   "el",   "en",  "es", "im",  "in", "la",  "le",    "les",
     "of", "on", "sur", "the", "und", "upon", "y",   "в",  "и",   "на", "над", "под"});
constexpr auto kInitialisms = std::to_array<std::string_view>(
    {"AFB", "DC", "DRC", "HMAS", "HMCS", "HMS", "INS", "NATO", "PNG", "RMS", "UAE", "UK", "UN",
     "US", "USA", "USCGC", "USNS", "USS"});

constexpr UChar32 kSmallSigma = 0x03C3;
constexpr std::string_view kFinalSigma = "\u03C2";

void append(std::string& out, UChar32 c) {
  std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
  std::size_t size = 0;
  const auto code = static_cast<std::uint32_t>(c);
  U8_APPEND_UNSAFE(bytes, size, code);
  out.append(bytes.begin(), bytes.begin() + size);
}

/// "Mc" or "Mac" before capitals, as in McALLEN.
std::size_t celtic_prefix_size(std::string_view word) {
  for (const std::string_view prefix : {"Mc", "Mac"}) {
    if (word.size() > prefix.size() + 1 && word.starts_with(prefix)) return prefix.size();
  }
  return 0;
}

/// Lower case, after one capital at the start of a name.
std::string with_small_letters(std::string_view letters, bool capital_first) {
  std::string out;
  for (CharCursor in(letters); !in.at_end();) {
    const bool keep = capital_first && in.at() == 0;
    const UChar32 small = keep ? in.peek() : u_tolower(in.peek());
    in.next();
    if (small == kSmallSigma && in.at_end()) {
      out += kFinalSigma;
    } else {
      append(out, small);
    }
  }
  return out;
}

/// Letters between the other characters of a place; the parts of "PORT-AU-PRINCE".
struct Run {
  std::string_view letters;
  UChar32 previous = 0;          ///< the character before, 0 at the start
  UChar32 next = 0;              ///< the character after, 0 at the end
  std::size_t bytes_before = 0;  ///< of the run before this one
  bool begins_name = true;       ///< it begins its name
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
  const bool elided = run.letters == "D" && is_apostrophe(run.next);
  return elided || is_small_place_word(run.letters);
}

std::string in_title_case(const Run& run) {
  if (!is_all_caps(run.letters)) return std::string(run.letters);
  if (is_region_code(run) || text::is_among(run.letters, kInitialisms))
    return std::string(run.letters);
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
  return text::is_among(text::fold(word), kSmallWords);
}

bool is_all_caps(std::string_view word) {
  bool has_capital = false;
  CharCursor in(word);
  for (in.seek(celtic_prefix_size(word)); !in.at_end(); in.next()) {
    const UChar32 c = in.peek();
    if (c < 0 || u_islower(c)) return false;
    has_capital = has_capital || u_isupper(c);
  }
  return has_capital;
}

std::string title_case_place(std::string_view place) {
  std::string out;
  Run run;
  for (CharCursor in(place); !in.at_end();) {
    const std::size_t start = in.at();
    const UChar32 c = in.peek();
    if (!is_letter(c)) {
      in.next();
      out += in.since(start);
      run.previous = c;
      if (c == ',' && is_letter(in.peek())) out += ' ';
      if (c == ',' || c == '/') {
        run.begins_name = true;
        run.in_region = c == ',';
      }
      continue;
    }
    while (is_letter(in.peek())) in.next();
    run.letters = in.since(start);
    run.next = in.at_end() ? 0 : in.peek();
    out += in_title_case(run);
    run.bytes_before = run.letters.size();
    run.begins_name = false;
  }
  return out;
}

}  // namespace dateline
