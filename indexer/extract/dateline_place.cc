// SPDX-License-Identifier: GPL-2.0-or-later
// Place names: capitalised words, separated by slashes, with regions after commas.
#include "indexer/extract/dateline_place.h"

#include "common/text/among.h"
#include "common/text/fold.h"
#include "indexer/extract/dateline_date.h"
#include "indexer/extract/place_case.h"
#include "indexer/extract/well_known_cities.h"

#include <algorithm>
#include <array>
#include <string>

namespace dateline {
namespace {

constexpr std::size_t kMaxWords = 5;    // of one name
constexpr std::size_t kMaxCities = 3;   // separated by slashes
constexpr std::size_t kMaxRegions = 2;  // separated by commas

/// Folded words that occur in capitals at the start of an article, but are not places.
constexpr auto kLabels = std::to_array<std::string_view>(
    {"advisory",   "alert",     "analysis",  "breaking",  "column",  "commentary", "corrected",
     "correction", "editorial", "exclusive", "explainer", "factbox", "feature",    "flash",
     "interview",  "live",      "news",      "opinion",   "photo",   "photos",     "preview",
     "profile",    "published", "posted",    "release",   "review",  "timeline",   "update",
     "updated",    "urgent",    "video",     "watch",     "monday",  "tuesday",    "wednesday",
     "thursday",   "friday",    "saturday",  "sunday",    "today",   "yesterday"});
constexpr auto kProseWords = std::to_array<std::string_view>(
    {"a",     "an",    "as",   "at",   "but", "by", "for",  "from", "he",   "her",  "his", "i",
     "if",    "in",    "it",   "its",  "my",  "no", "on",   "our",  "she",  "that", "the", "their",
     "there", "these", "they", "this", "to",  "we", "what", "when", "with", "you"});

bool is_hyphen(UChar32 c) {
  return c == '-' || c == 0x2010 || c == 0x2011;
}

/// "ST.", "Port-au-Prince", "N'DJAMENA", "D.C."; empty when no letter is here.
std::string_view read_word(CharCursor& in) {
  const std::size_t start = in.at();
  while (is_letter(in.peek())) {
    in.next();
    if ((is_hyphen(in.peek()) || is_apostrophe(in.peek())) && is_letter(in.peek_second())) {
      in.next();
    } else {
      in.take('.');
    }
  }
  return in.since(start);
}

std::size_t count_letters(std::string_view text) {
  std::size_t letters = 0;
  for (CharCursor in(text); !in.at_end(); in.next()) letters += is_letter(in.peek()) ? 1U : 0U;
  return letters;
}

class PlaceReader {
 public:
  explicit PlaceReader(CharCursor& in) : in_(in), start_(in.at()) {}

  std::optional<PlaceName> read() {
    if (!read_city()) return std::nullopt;
    std::size_t cities = 1;
    std::size_t regions = 0;
    for (std::size_t end = in_.at();; end = in_.at()) {
      const bool more = take_slash()   ? ++cities <= kMaxCities && read_city()
                        : take_comma() ? ++regions <= kMaxRegions && read_region()
                                       : false;
      if (more) continue;
      in_.seek(end);
      place_.text = in_.since(start_);
      return place_;
    }
  }

 private:
  /// The slash between cities; one that opens a credit ("13 Dec /TASS/") is not taken.
  bool take_slash() {
    const bool apart = in_.skip_blanks();
    if (!in_.take('/')) return false;
    return in_.skip_blanks() || !apart;
  }

  bool take_comma() {
    in_.skip_blanks();
    if (!in_.take(',')) return false;
    in_.skip_blanks();
    return !read_stated_day(in_.rest());
  }

  bool read_city() {
    const std::string_view name = read_name(true);
    place_.well_known = place_.well_known && is_well_known_city(text::fold(name));
    return !name.empty();
  }

  bool read_region() {
    const std::string_view name = read_name(false);
    if (name.empty()) return false;
    place_.has_region = true;
    place_.region_is_short = name.back() == '.';
    return true;
  }

  /// Capitalised words and the small words among them.
  std::string_view read_name(bool is_city) {
    const std::size_t start = in_.at();
    std::size_t end = start;
    for (std::size_t words = 0; words < kMaxWords; ++words) {
      if (words > 0 && (!in_.skip_blanks() || read_stated_day(in_.rest()))) break;
      const bool capital = in_.peek() >= 0 && u_isupper(in_.peek());
      const std::string_view word = read_word(in_);
      if (word.empty() || (!capital && (words == 0 || !is_small_place_word(word)))) break;
      end = in_.at();
      if (is_city) note(word);
    }
    in_.seek(end);
    return in_.since(start);
  }

  void note(std::string_view word) {
    const std::string folded = text::fold(word);
    if (place_.words == 0) place_.begins_as_prose = text::is_among(folded, kProseWords);
    // The one city with an article that papers name alone.
    if (place_.words == 1 && folded == "hague") place_.begins_as_prose = false;
    place_.has_label = place_.has_label || text::is_among(folded, kLabels);
    place_.all_caps = place_.all_caps && is_all_caps(word);
    place_.letters += count_letters(word);
    ++place_.words;
  }

  CharCursor& in_;
  std::size_t start_;
  PlaceName place_;
};

}  // namespace

std::optional<PlaceName> read_place(CharCursor& in) {
  return PlaceReader(in).read();
}

}  // namespace dateline
