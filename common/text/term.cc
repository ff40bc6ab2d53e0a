// SPDX-License-Identifier: GPL-2.0-or-later
// Normalising and stemming, with Snowball's stemmers as Xapian carries them.
#include "common/text/term.h"

#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>

#include <xxhash.h>

namespace dateline::text {
namespace {

/// Words longer than this are rare enough to be made anew each time.
constexpr std::size_t kMaxCachedBytes = 48;
/// Some 100 MB of cached words; then the cache starts over.
constexpr std::size_t kMaxCachedWords = 1'000'000;
/// A power of two, as all sizes of the table are.
constexpr std::size_t kFirstSlots = 1024;
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

TermMaker::TermMaker(std::string_view language)
    : language_(language), stem_(stemmer_for(language)), slots_(kFirstSlots) {}

std::string TermMaker::make(std::string_view word) const {
  std::string stem = stem_(normalise(word, language_));
  if (stem.size() > kMaxStemBytes) stem.resize(cut(stem, kMaxStemBytes).size());
  return stem;
}

TermMaker::Slot& TermMaker::slot_for(std::string_view word, std::uint64_t hash) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.entry == kEmpty) return slot;
    if (slot.hash == hash && entries_[slot.entry].word == word) return slot;
  }
}

void TermMaker::grow() {
  std::vector<Slot> old(2 * slots_.size());
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.entry == kEmpty) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].entry != kEmpty) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

const std::string& TermMaker::term(std::string_view word) {
  if (word.size() > kMaxCachedBytes) return uncached_ = make(word);
  const std::uint64_t hash = XXH3_64bits(word.data(), word.size());
  if (const Slot& found = slot_for(word, hash); found.entry != kEmpty) {
    return entries_[found.entry].term;
  }
  if (entries_.size() >= kMaxCachedWords) {
    entries_.clear();
    slots_.assign(kFirstSlots, {});
  }
  if (2 * (entries_.size() + 1) > slots_.size()) grow();
  slot_for(word, hash) = {hash, static_cast<std::uint32_t>(entries_.size())};
  return entries_.emplace_back(Entry{std::string(word), make(word)}).term;
}

}  // namespace dateline::text
