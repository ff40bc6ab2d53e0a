// SPDX-License-Identifier: GPL-2.0-or-later
// From a word of the text to the term that the index holds.
#pragma once

#include "common/text/string_table.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include <xapian.h>

namespace dateline::text {

/// The longest stem kept, in bytes; longer words are cut, in articles and queries alike. Xapian
/// refuses terms over 245 bytes, prefix included.
inline constexpr std::size_t kMaxStemBytes = 200;

/// The folded word before stemming, without what does not belong to it: points of an abbreviation,
/// elided articles of French and Italian ("l'accord" → "accord"), a possessive, the "s" behind
/// capitals or a figure ("NGOs" → "ngo", "1990s" → "1990"), what follows the apostrophe in Turkish
/// and Azeri, and what groups the digits of a number by three ("1,000" → "1000").
std::string normalise(std::string_view word, std::string_view language);

/// Do both words have one term in every language? What one language leaves out another counts: the
/// comma of "1,000" is decimal in French, and the stemmer of Arabic tells "ة" from "ه".
bool same_in_every_language(std::string_view one, std::string_view other);

/// True when a stemmer exists for the ISO 639-1 code.
bool has_stemmer(std::string_view language);

/// Turns the words of one language into terms. Remembers what it has stemmed, because news repeats
/// itself. One object per thread.
class TermMaker {
 public:
  /// `language` is an ISO 639-1 code; words of a language without a stemmer are only folded,
  /// and those of "und", the undetermined language, are stemmed as English.
  explicit TermMaker(std::string_view language);

  /// The term of `word`; empty when nothing searchable is left. Valid until the next call.
  const std::string& term(std::string_view word) { return known_term(number(word)); }

  /// A number for `word`: small, and the same until `generation` changes. What it stands for is
  /// `known_term`.
  std::uint32_t number(std::string_view word);
  [[nodiscard]] const std::string& known_term(std::uint32_t number) const { return terms_[number]; }
  /// `word`, folded, before stemming; as in the dictionary of a segment.
  [[nodiscard]] std::string folded(std::string_view word) const;

  /// Counts how often everything was forgotten to save memory.
  [[nodiscard]] unsigned generation() const noexcept { return generation_; }

 private:
  std::string make(std::string_view word) const;

  std::string language_;
  Xapian::Stem stem_;
  StringTable words_;
  std::deque<std::string>
      terms_;  ///< by number of the word; a deque, because callers hold references to terms
  unsigned generation_ = 0;
};

}  // namespace dateline::text
