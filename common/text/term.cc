// SPDX-License-Identifier: GPL-2.0-or-later
// Normalising and stemming, with Snowball's stemmers as Xapian carries them.
#include "common/text/term.h"

#include <xxhash.h>

#include <algorithm>
#include <array>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace dateline::text {
namespace {

/// Words longer than this are rare enough to be made anew each time.
constexpr std::size_t kMaxCachedBytes = 48;
/// Some 100 MB of cached words; then the cache starts over.
constexpr std::size_t kMaxCachedWords = 1'000'000;
/// No word of any language is longer; what follows cannot reach the kept part of the stem.
constexpr std::size_t kMaxWordBytes = 4 * kMaxStemBytes;

/// Articles and pronouns that French and Italian elide before a vowel.
constexpr std::array<std::string_view, 22> kElisions = {
    "l",       "d",     "j",    "m",    "t",     "s",     "n",    "c",   "qu",  "jusqu", "lorsqu",
    "puisqu",  "quoiqu", "dell", "all",  "nell", "sull", "dall", "un",  "quest", "bell", "gl"};

bool elides(std::string_view language) { return language == "fr" || language == "it"; }

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
  // Points stay only in numbers; elsewhere they belong to an acronym.
  if (!folded.empty() && folded.find('.') != std::string::npos &&
      !(folded.front() >= '0' && folded.front() <= '9')) {
    folded.erase(std::remove(folded.begin(), folded.end(), '.'), folded.end());
  }
  return folded;
}

bool has_stemmer(std::string_view language) {
  return std::find(kStemmed.begin(), kStemmed.end(), language) != kStemmed.end();
}

std::size_t TermMaker::Hash::operator()(std::string_view text) const noexcept {
  return XXH3_64bits(text.data(), text.size());
}

TermMaker::TermMaker(std::string_view language)
    : language_(language), stem_(stemmer_for(language)) {}

std::string TermMaker::make(std::string_view word) const {
  std::string stem = stem_(normalise(word, language_));
  if (stem.size() > kMaxStemBytes) stem.resize(cut(stem, kMaxStemBytes).size());
  return stem;
}

const std::string& TermMaker::term(std::string_view word) {
  if (word.size() > kMaxCachedBytes) return uncached_ = make(word);
  if (const auto it = known_.find(word); it != known_.end()) return it->second;
  if (known_.size() >= kMaxCachedWords) known_.clear();
  return known_.emplace(std::string(word), make(word)).first->second;
}

}  // namespace dateline::text
