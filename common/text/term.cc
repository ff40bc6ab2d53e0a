// SPDX-License-Identifier: GPL-2.0-or-later
// Normalising and stemming, with Snowball's stemmers as Xapian carries them.
#include "common/text/term.h"

#include "common/text/among.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/signs.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline::text {
namespace {

/// About 100 MB of words; then it starts over.
constexpr std::size_t kMaxKnownWords = 1'000'000;
/// No word of any language is longer; what follows cannot reach the kept part of the stem.
constexpr std::size_t kMaxWordBytes = 4 * kMaxStemBytes;

/// Articles and pronouns that French and Italian elide before a vowel.
constexpr std::array<std::string_view, 22> kElisions = {
    "l",      "d",      "j",    "m",   "t",    "s",    "n",    "c",  "qu",    "jusqu", "lorsqu",
    "puisqu", "quoiqu", "dell", "all", "nell", "sull", "dall", "un", "quest", "bell",  "gl"};

bool elides(std::string_view language) {
  return language == "fr" || language == "it";
}

/// A word ends at the apostrophe; an ending follows.
constexpr std::array<std::string_view, 2> kEndAtApostrophe = {"tr", "az"};

/// Languages whose decimal sign is the comma, so that a point groups digits.
constexpr std::array<std::string_view, 43> kDecimalComma = {
    "af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fo",
    "fr", "gl", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "lt", "lv", "mk", "nb", "nl",
    "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk"};

constexpr std::array<std::string_view, 26> kStemmed = {
    "ar", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "hu", "hy", "id",
    "it", "lt", "ne", "nl", "no", "nb", "pt", "ro", "ru", "sv", "ta", "tr", "nn"};

Xapian::Stem stemmer_for(std::string_view language) {
  // An article too short to tell its language is most often English.
  if (language == "und") return Xapian::Stem("en");
  if (!has_stemmer(language)) return Xapian::Stem();
  if (language == "nn" || language == "nb") return Xapian::Stem("no");
  return Xapian::Stem(std::string(language));
}

/// Does `word` end in the small "s" of a plural, behind capitals or a digit?
bool is_plural_of_capitals(std::string_view word) {
  if (word.size() < 2 || word.back() != 's') return false;
  word.remove_suffix(1);
  while (!word.empty() && word.back() == '.') word.remove_suffix(1);
  if (word.empty()) return false;
  if (ascii::is_digit(word.back())) return true;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(word.data());
  auto at = static_cast<std::int32_t>(word.size());
  UChar32 last = 0;
  U8_PREV(bytes, 0, at, last);
  // One capital is the beginning of "As".
  return at > 0 && u_isupper(last) != 0;
}

/// `number` without the signs that group its digits by three; none if there are no such.
std::optional<std::string> ungrouped(std::string_view number, std::string_view language) {
  const std::size_t first = number.find_first_not_of("0123456789");
  if (first == std::string_view::npos || first > kGroup || number.front() == '0') {
    return std::nullopt;
  }
  const char sign = number[first];
  if (std::string_view(",.' ").find(sign) == std::string_view::npos) return std::nullopt;
  std::string out(number.substr(0, first));
  std::size_t groups = 0;
  std::string_view rest = number.substr(first);
  while (!rest.empty() && rest.front() == sign) {
    const std::string_view group = rest.substr(1, kGroup);
    const bool goes_on = rest.size() > kGroup + 1 && ascii::is_digit(rest[kGroup + 1]);
    if (group.size() != kGroup || !ascii::all_digits(group) || goes_on) return std::nullopt;
    out += group;
    rest.remove_prefix(kGroup + 1);
    ++groups;
  }
  const bool is_decimal_comma = text::is_among(language, kDecimalComma);
  const bool may_be_decimal = language == "es" ? false
                              : sign == ','    ? is_decimal_comma
                                               : sign == '.' && !is_decimal_comma;
  if (may_be_decimal && groups == 1) return std::nullopt;
  if (!rest.empty()) {
    const bool is_fraction = (rest.front() == ',' || rest.front() == '.') && rest.size() > 1 &&
                             ascii::all_digits(rest.substr(1));
    if (!is_fraction) return std::nullopt;
  }
  return out += rest;
}

/// `normalise`, of a word that is folded already; `is_plural` if it is as written.
std::string without_extras(std::string folded, bool is_plural, std::string_view language) {
  if (is_plural) folded.pop_back();
  if (folded.starts_with('\'')) folded.erase(0, 1);
  const std::size_t apostrophe = folded.find('\'');
  if (apostrophe != std::string::npos) {
    const std::string_view before = std::string_view(folded).substr(0, apostrophe);
    if (text::is_among(language, kEndAtApostrophe) && !ascii::is_digit(folded.front())) {
      folded.resize(apostrophe);
    } else if (elides(language) && text::is_among(before, kElisions)) {
      folded.erase(0, apostrophe + 1);
    } else if (folded.ends_with("'s")) {
      folded.resize(folded.size() - 2);
    }
  }
  if (folded.empty()) return folded;
  if (ascii::is_digit(folded.front())) return ungrouped(folded, language).value_or(folded);
  // Dots stay only in numbers, and in ".net"; elsewhere they belong to an abbreviation.
  if (folded.front() != '.' && folded.find('.') != std::string::npos) {
    folded.erase(std::remove(folded.begin(), folded.end(), '.'), folded.end());
  }
  return folded;
}

}  // namespace

std::string normalise(std::string_view word, std::string_view language) {
  word = cut(word, kMaxWordBytes);
  return without_extras(fold(word), is_plural_of_capitals(word), language);
}

bool same_in_every_language(std::string_view one, std::string_view other) {
  // One language for each set of rules in `without_extras`.
  constexpr std::array<std::string_view, 4> kRules = {"", "es", "fr", "tr"};
  one = cut(one, kMaxWordBytes);
  other = cut(other, kMaxWordBytes);
  const bool one_is_plural = is_plural_of_capitals(one);
  const bool other_is_plural = is_plural_of_capitals(other);
  const std::string own = fold_as_written(one);
  const std::string others = fold_as_written(other);
  return std::all_of(kRules.begin(), kRules.end(), [&](std::string_view language) {
    return without_extras(own, one_is_plural, language) ==
           without_extras(others, other_is_plural, language);
  });
}

bool has_stemmer(std::string_view language) {
  return std::find(kStemmed.begin(), kStemmed.end(), language) != kStemmed.end();
}

TermMaker::TermMaker(std::string_view language)
    : language_(language), stem_(stemmer_for(language)) {}

std::string TermMaker::make(std::string_view word) const {
  std::string stem;
  if (language_ == "ar") {
    // Its stemmer tells apart letters that keyboards exchange.
    word = cut(word, kMaxWordBytes);
    stem = exchanged(
        stem_(without_extras(fold_as_written(word), is_plural_of_capitals(word), language_)));
  } else {
    stem = stem_(normalise(word, language_));
  }
  if (stem.size() > kMaxStemBytes) stem.resize(cut(stem, kMaxStemBytes).size());
  return stem;
}

std::string TermMaker::folded(std::string_view word) const {
  const std::string folded = normalise(word, language_);
  return std::string(cut(folded, kMaxStemBytes));
}

std::uint32_t TermMaker::number(std::string_view word) {
  // A cut inside a character does not matter here: longer words differ in what follows at most.
  const auto [number, is_new] = words_.insert(word.substr(0, kMaxWordBytes));
  if (!is_new) return number;
  terms_.push_back(make(word));
  if (terms_.size() < kMaxKnownWords) return number;
  words_.clear();
  std::string last = std::move(terms_.back());
  terms_.clear();
  ++generation_;
  words_.insert(word.substr(0, kMaxWordBytes));
  terms_.push_back(std::move(last));
  return 0;
}

}  // namespace dateline::text
