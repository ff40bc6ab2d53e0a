// SPDX-License-Identifier: GPL-2.0-or-later
// The words of the synthetic corpus and how often each is used.
#pragma once

#include "tests/bench/alias_table.h"
#include "tests/bench/rng.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace dateline::bench {

/// 500,000 distinct lower-case ASCII words by frequency (Zipf–Mandelbrot): first real English
/// function words, then words made of syllables, most of them inflections of an earlier one.
/// The same in every corpus. Takes 16 MB.
class Vocabulary {
 public:
  static constexpr std::uint32_t kWords = 500'000;
  static constexpr std::uint32_t kFunctionWords = 120;
  static constexpr double kExponent = 1.07;
  static constexpr double kShift = 2.7;

  /// Letters of the longest word.
  static constexpr std::size_t kLongestWord = 23;

  Vocabulary();

  /// The word of that rank; 0 is the most frequent.
  std::string_view word(std::uint32_t rank) const {
    return {words_[rank].letters.data(), words_[rank].size};
  }

  /// Copies the word to `to`, which must have room for the longest one, and returns its end.
  char* spell(std::uint32_t rank, char* to) const {
    const Word& word = words_[rank];
    std::memcpy(to, word.letters.data(), kLongestWord);  // a fixed size costs no branch
    return to + word.size;
  }

  /// A rank, drawn by frequency.
  std::uint32_t sample(Rng& rng) const { return ranks_.sample(rng); }

 private:
  /// Small and at a known place: with 500,000 of them, cache misses are what spelling costs.
  struct Word {
    std::array<char, kLongestWord> letters{};
    std::uint8_t size = 0;
  };

  std::vector<Word> words_;
  AliasTable ranks_;
};

}  // namespace dateline::bench
