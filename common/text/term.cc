// SPDX-License-Identifier: GPL-2.0-or-later
// Normalising and stemming, with Snowball's stemmers as Xapian carries them.
#include "common/text/term.h"

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>

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

}  // namespace

std::string normalise(std::string_view word, std::string_view language) {
  std::string folded = fold(cut(word, kMaxWordBytes));
  const std::size_t apostrophe = folded.find('\'');
  if (apostrophe != std::string::npos) {
    const std::string_view before = std::string_view(folded).substr(0, apostrophe);
    if (elides(language) &&
        std::find(kElisions.begin(), kElisions.end(), before) != kElisions.end()) {
      folded.erase(0, apostrophe + 1);
    } else if (folded.ends_with("'s")) {
      folded.resize(folded.size() - 2);
    }
  }
  // Dots stay only in numbers; elsewhere they belong to an acronym.
  if (!folded.empty() && folded.find('.') != std::string::npos &&
      !ascii::is_digit(folded.front())) {
    folded.erase(std::remove(folded.begin(), folded.end(), '.'), folded.end());
  }
  return folded;
}

bool has_stemmer(std::string_view language) {
  return std::find(kStemmed.begin(), kStemmed.end(), language) != kStemmed.end();
}

TermMaker::TermMaker(std::string_view language)
    : language_(language), stem_(stemmer_for(language)) {}

std::string TermMaker::make(std::string_view word) const {
  std::string stem = stem_(normalise(word, language_));
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
