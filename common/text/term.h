// SPDX-License-Identifier: GPL-2.0-or-later
// From a word of the text to the term that the index holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace dateline::text {

/// The longest stem kept, in bytes; longer words are cut, in articles and queries alike. Xapian
/// refuses terms over 245 bytes, prefix included.
inline constexpr std::size_t kMaxStemBytes = 200;

/// The folded word before stemming: acronym points, elided articles of French and Italian
/// ("l'accord" → "accord") and a closing possessive are gone.
std::string normalise(std::string_view word, std::string_view language);

/// True when a stemmer exists for the ISO 639-1 code.
bool has_stemmer(std::string_view language);

/// Makes terms of the words of one language. Remembers what it has stemmed, because news repeats
/// itself. One object per thread.
class TermMaker {
 public:
  /// `language` is an ISO 639-1 code; words of a language without a stemmer are only folded,
  /// and those of "und", the undetermined language, are stemmed as English.
  explicit TermMaker(std::string_view language);

  /// The term of `word`; empty when nothing searchable is left. Valid until the next call.
  const std::string& term(std::string_view word);

 private:
  struct Entry {
    std::string word;
    std::string term;
  };
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t entry = kEmpty;
  };
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFF;

  std::string make(std::string_view word) const;
  Slot& slot_for(std::string_view word, std::uint64_t hash);
  void grow();

  std::string language_;
  Xapian::Stem stem_;
  // A flat table of hashes: the tree or list of nodes of a standard container misses the cache
  // several times for each word, and words are looked up more often than anything else.
  std::vector<Slot> slots_;
  std::deque<Entry> entries_;  ///< a deque, because terms are handed out by reference
  std::string uncached_;
};

}  // namespace dateline::text
