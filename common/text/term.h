// SPDX-License-Identifier: GPL-2.0-or-later
// From a word of the text to the term that the index holds.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

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
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept;
  };
  std::string make(std::string_view word) const;

  std::string language_;
  Xapian::Stem stem_;
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> known_;
  std::string uncached_;
};

}  // namespace dateline::text
