// SPDX-License-Identifier: GPL-2.0-or-later
// By the bytes between two words; usually a single space.
#include "common/text/sentences.h"

#include "common/text/ascii.h"
#include "common/text/english_dates.h"

#include <algorithm>
#include <array>
#include <string>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline::text {
namespace {

/// Abbreviations that a name or number follows, in lower case.
constexpr std::array<std::string_view, 63> kAbbreviations = {
    "adm",  "apr",  "art",  "atty", "aug",  "brig", "bros", "bzw",  "capt", "cf",  "cmdr",
    "co",   "col",  "corp", "cpl",  "dec",  "dr",   "feb",  "fig",  "fr",   "gen", "gov",
    "hon",  "inc",  "jan",  "jr",   "jul",  "jun",  "lt",   "ltd",  "maj",  "mar", "messrs",
    "mgr",  "mlle", "mm",   "mme",  "mr",   "mrs",  "ms",   "mt",   "no",   "nos", "nov",
    "nr",   "oct",  "pfc",  "pp",   "prof", "pvt",  "rep",  "reps", "rev",  "sen", "sens",
    "sept", "sgt",  "sr",   "sra",  "srta", "st",   "supt", "vs"};

/// Words that begin a sentence but not a name, in lower case.
constexpr std::array<std::string_view, 10> kOpeners = {
    "but", "however", "it", "meanwhile", "the", "there", "these", "they", "this", "we"};

constexpr std::array<std::string_view, 2> kHalvesOfDay = {"a.m", "p.m"};

/// American zones, and that of Greenwich, by their first words.
constexpr std::array<std::string_view, 5> kZones = {"central", "eastern", "greenwich", "mountain",
                                                    "pacific"};

/// Is `word`, ignoring case, among `words`? None of these is longer than nine bytes.
template <std::size_t n>
bool is_among(const std::array<std::string_view, n>& words, std::string_view word) {
  return word.size() <= 9 &&
         std::find(words.begin(), words.end(), ascii::lower(word)) != words.end();
}

UChar32 first_character(std::string_view text) {
  std::size_t i = 0;
  UChar32 c = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), i, text.size(), c);
  return c;
}

/// A capital, as of "J. Smith".
bool is_initial(std::string_view word) {
  std::size_t i = 0;
  UChar32 c = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(word.data()), i, word.size(), c);
  return i == word.size() && u_isupper(c) != 0;
}

/// The letters and dots that end in `word`, such as "p.m" and "U.S"; empty if there are none.
/// Capitals with dots are one word.
std::string_view with_points(std::string_view text, const Token& word) {
  if (text[word.end - 1] == '.') return text.substr(word.begin, word.end - word.begin - 1);
  std::size_t begin = word.begin;
  if (word.end != begin + 1) return {};
  while (begin >= 2 && text[begin - 1] == '.' && ascii::is_letter(text[begin - 2])) begin -= 2;
  return begin == word.begin ? std::string_view() : text.substr(begin, word.end - begin);
}

/// A zone, such as "ET", "GMT", "UTC", "Eastern" or "Moscow time".
bool is_zone(std::string_view text, const Token& word) {
  const std::string_view zone = word.in(text);
  const bool is_short = zone.size() >= 2 && zone.size() <= 4 && zone.ends_with('T');
  const bool is_capitals = std::all_of(zone.begin(), zone.end(), ascii::is_upper);
  return (is_short && is_capitals) || zone == "UTC" || is_among(kZones, zone) ||
         text.substr(word.end).starts_with(" time");
}

/// Does `word` add to the time of day that it follows: the day, or the zone?
bool continues_time(std::string_view text, const Token& word) {
  std::string_view day = word.in(text);
  if (day.ends_with("days")) day.remove_suffix(1);
  return ascii::is_digit(day[0]) || is_among(kEnglishDates, day) || is_zone(text, word);
}

/// Does the text between two words contain a mark that ends a sentence, followed by a space?
enum class Mark { None, Point, Strong };

Mark mark_in(std::string_view gap) {
  // Full stops of Chinese, Japanese, Devanagari and Arabic need no space.
  for (const std::string_view stop : {"。", "！", "？", "।", "۔", "؟"}) {
    if (gap.find(stop) != std::string_view::npos) return Mark::Strong;
  }
  const std::size_t blank = gap.find_last_of(" \n");
  if (blank == std::string_view::npos) return Mark::None;
  gap = gap.substr(0, blank);
  // "of Flagstaff, Ariz., on Monday"
  if (gap.find_first_of(",;:") != std::string_view::npos) return Mark::None;
  if (gap.find_first_of("!?") != std::string_view::npos ||
      gap.find("…") != std::string_view::npos || gap.find("..") != std::string_view::npos) {
    return Mark::Strong;
  }
  return gap.find('.') != std::string_view::npos ? Mark::Point : Mark::None;
}

}  // namespace

Break break_between(std::string_view text, const Token& word, const Token& next) {
  const std::string_view before = word.in(text);
  // The dot of "U.S." belongs to the word, and may also end a sentence.
  const std::size_t end = before.ends_with('.') ? word.end - 1 : word.end;
  const std::string_view gap = text.substr(end, next.begin - end);
  if (gap.size() == 1) return Break::None;
  if (gap.find("\n\n") != std::string_view::npos) return Break::Paragraph;
  const Mark mark = mark_in(gap);
  if (mark == Mark::None) return Break::None;
  const std::string_view after = next.in(text);
  if (u_islower(first_character(after)) != 0) return Break::None;
  if (mark == Mark::Strong || is_among(kOpeners, after)) return Break::Sentence;
  const std::string_view letters = with_points(text, word);
  if (is_among(kHalvesOfDay, letters)) {
    return continues_time(text, next) ? Break::None : Break::Sentence;
  }
  // "in the U.S. Trade fell" ends a sentence, "the U.S. Trade Commission" does not: nothing
  // distinguishes them, and keeping together what may belong together finds more.
  const bool goes_on = !letters.empty() || is_initial(before) || is_among(kAbbreviations, before);
  return goes_on ? Break::None : Break::Sentence;
}

}  // namespace dateline::text
