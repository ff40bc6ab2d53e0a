// SPDX-License-Identifier: GPL-2.0-or-later
// Names as the press transliterates them: "Gadhafi", "Qaddafi" and "Khadafy" are one name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::text {

/// Compares one word of a name with words of a text. Both are read as sounds: letters that spell
/// one sound in some transliteration cost nothing, related sounds and vowels little, and what is
/// left must stay below a limit that grows with the length.
class NameSpelling {
 public:
  /// `word` is folded.
  explicit NameSpelling(std::string_view word);
  /// May the folded `word` be another spelling of the name? A spelling is one of itself. The same
  /// in both directions.
  [[nodiscard]] bool matches(std::string_view word) const;

  /// A sound, or several that the same letters spell in different languages.
  using Sounds = std::uint64_t;

 private:
  std::string word_;
  unsigned steady_;  ///< letters that all spellings share
  std::vector<Sounds> sounds_;
  bool is_syllabic_;  ///< may it be Chinese or Korean?
};

// --- What names consist of. Words are those of name_word(). ------------------------------------

/// The folded word without apostrophes, and in ASCII where transcriptions have other letters.
std::string name_word(std::string_view folded);

/// If the word may be two syllables of a Chinese or Korean name: where the first may end.
std::vector<std::size_t> syllable_parts(std::string_view word);
/// May it be one such syllable?
bool is_name_syllable(std::string_view word);

/// Is it one like "al", "bin", "von", "de", which may be written small, and be left out?
bool is_name_particle(std::string_view word);

/// Capital letters that a name is abbreviated to: "Y", "E" and others for "yevgeny".
std::vector<std::string> initials_of_name(std::string_view word);

/// Does the word, or what follows its elided article, begin as names do? Letters of scripts
/// without capitals do.
bool is_capitalised(std::string_view written);

}  // namespace dateline::text
