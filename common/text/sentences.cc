// SPDX-License-Identifier: GPL-2.0-or-later
// By the bytes between two words; most often these are one blank.
#include "common/text/sentences.h"

#include <algorithm>
#include <array>
#include <string>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline::text {
namespace {

/// Abbreviations that a name or number follows, in lower case.
constexpr std::array<std::string_view, 58> kAbbreviations = {
    "adm", "apr", "art",  "aug",  "bros", "brig",   "bzw",  "capt", "cf",   "cmdr", "col", "cpl",
    "dec", "dr",  "feb",  "fig",  "fr",   "gen",    "gov",  "hon",  "inc",  "jan",  "jr",  "jul",
    "jun", "lt",  "ltd",  "maj",  "mar",  "messrs", "mgr",  "mlle", "mm",   "mme",  "mr",  "mrs",
    "ms",  "mt",  "no",   "nos",  "nov",  "nr",     "oct",  "pp",   "prof", "pvt",  "rep", "reps",
    "rev", "sen", "sens", "sept", "sgt",  "sra",    "srta", "st",   "supt", "vs"};

bool is_abbreviation(std::string_view word) {
  if (word.size() > 6) return false;
  std::string lower;
  for (const char c : word) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return std::binary_search(kAbbreviations.begin(), kAbbreviations.end(), lower);
}

UChar32 first_character(std::string_view text) {
  std::size_t i = 0;
  UChar32 c = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), i, text.size(), c);
  return c;
}

/// A single letter, as of "J. Smith", or an acronym with points, which take the last one with them.
bool is_initial(std::string_view word) {
  std::size_t i = 0;
  UChar32 c = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(word.data()), i, word.size(), c);
  return i == word.size() && u_isupper(c) != 0;
}

/// Does the text between two words hold a mark that ends a sentence, with a blank after it?
enum class Mark { None, Point, Strong };

Mark mark_in(std::string_view gap) {
  // Full stops of Chinese, Japanese, Devanagari and Arabic need no blank.
  for (const std::string_view stop : {"。", "！", "？", "।", "۔", "؟"}) {
    if (gap.find(stop) != std::string_view::npos) return Mark::Strong;
  }
  const std::size_t blank = gap.find_last_of(" \n");
  if (blank == std::string_view::npos) return Mark::None;
  gap = gap.substr(0, blank);
  if (gap.find_first_of("!?") != std::string_view::npos ||
      gap.find("…") != std::string_view::npos || gap.find("..") != std::string_view::npos) {
    return Mark::Strong;
  }
  return gap.find('.') != std::string_view::npos ? Mark::Point : Mark::None;
}

}  // namespace

Break break_between(std::string_view text, const Token& word, const Token& next) {
  const std::string_view gap = text.substr(word.end, next.begin - word.end);
  const std::string_view before = word.in(text);
  // The point of "U.S." belongs to the word.
  const bool pointed = before.ends_with('.');
  if (gap.size() == 1 && !pointed) return Break::None;
  if (gap.find("\n\n") != std::string_view::npos) return Break::Paragraph;
  const Mark mark = mark_in(gap);
  if (mark == Mark::None && !pointed) return Break::None;
  const UChar32 first = first_character(next.in(text));
  if (u_islower(first) != 0) return Break::None;
  if (mark == Mark::Strong) return Break::Sentence;
  // "in the U.S. The senate" ends a sentence, "the U.S. Senate" does not: nothing tells them apart,
  // and to keep together what belongs together finds more.
  if (pointed || is_initial(before) || is_abbreviation(before)) return Break::None;
  return Break::Sentence;
}

}  // namespace dateline::text
