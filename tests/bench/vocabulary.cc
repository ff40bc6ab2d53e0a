// SPDX-License-Identifier: GPL-2.0-or-later
// Makes the words of the synthetic corpus.
#include "tests/bench/vocabulary.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace dateline::bench {
namespace {

constexpr std::array<std::string_view, Vocabulary::kFunctionWords> kFunctionWordList = {
    "the",    "of",      "to",    "and",   "a",       "in",     "that",    "is",      "was",
    "for",    "it",      "with",  "he",    "as",      "on",     "be",      "at",      "by",
    "his",    "they",    "from",  "have",  "had",     "not",    "are",     "but",     "this",
    "which",  "or",      "she",   "an",    "were",    "her",    "we",      "been",    "has",
    "their",  "will",    "would", "there", "what",    "who",    "said",    "more",    "when",
    "about",  "one",     "if",    "its",   "out",     "so",     "up",      "into",    "than",
    "them",   "can",     "only",  "other", "all",     "you",    "some",    "could",   "these",
    "two",    "may",     "then",  "do",    "no",      "any",    "my",      "now",     "such",
    "like",   "our",     "over",  "me",    "even",    "most",   "after",   "also",    "did",
    "many",   "before",  "must",  "him",   "through", "where",  "much",    "your",    "down",
    "should", "because", "each",  "just",  "those",   "how",    "too",     "very",    "still",
    "own",    "between", "both",  "being", "under",   "never",  "same",    "another", "while",
    "might",  "us",      "off",   "since", "against", "during", "without", "within",  "until",
    "per",    "among",   "upon"};

constexpr std::array<std::string_view, 40> kOnsets = {
    "b",  "c",  "d",  "f",  "g",  "h",  "j",  "k",   "l",  "m",  "n",  "p",  "r",  "s",
    "t",  "v",  "w",  "z",  "br", "bl", "ch", "cl",  "cr", "dr", "fl", "fr", "gl", "gr",
    "pl", "pr", "qu", "sh", "sl", "sp", "st", "str", "th", "tr", "tw", "sw"};
// Within a word, syllables are lighter at both ends.
constexpr std::array<std::string_view, 20> kInnerOnsets = {"b", "c", "d", "f", "g",  "l", "l",
                                                           "m", "m", "n", "n", "p",  "r", "r",
                                                           "s", "t", "t", "v", "st", "tr"};
constexpr std::array<std::string_view, 12> kVowels = {"a", "e", "i", "o", "u",  "a",
                                                      "e", "i", "o", "a", "ea", "ou"};
constexpr std::array<std::string_view, 12> kInnerCodas = {"",  "",  "",  "",  "",   "",
                                                          "n", "r", "l", "m", "st", "c"};
constexpr std::array<std::string_view, 16> kLastCodas = {
    "n", "r", "l", "t", "d", "m", "p", "k", "nd", "nt", "st", "rt", "ng", "te", "ve", "se"};

struct Suffix {
  std::string_view text;
  double weight;
};
constexpr std::array<Suffix, 7> kSuffixes = {
    {{"s", 30}, {"ed", 18}, {"ing", 18}, {"er", 10}, {"ion", 8}, {"al", 8}, {"ly", 8}}};

/// The share of words that no earlier word is the stem of.
constexpr double kNewStems = 0.35;

/// Any fixed number: the vocabulary is the same for every seed of a corpus.
constexpr std::uint64_t kVocabularySeed = 20191213;

template <std::size_t N>
std::string_view one_of(const std::array<std::string_view, N>& parts, Rng& rng) {
  return parts[rng.below(N)];
}

/// Frequent words are short (Zipf's law of abbreviation).
std::uint32_t syllables(std::uint32_t rank, Rng& rng) {
  if (rank < 2'000) return 1;
  if (rank < 20'000) return rng.between(1, 2);
  if (rank < 200'000) return rng.between(2, 3);
  return rng.between(2, 4);
}

std::string new_stem(std::uint32_t rank, Rng& rng) {
  std::string word;
  const std::uint32_t count = syllables(rank, rng);
  for (std::uint32_t i = 1; i <= count; ++i) {
    word += i == 1 ? one_of(kOnsets, rng) : one_of(kInnerOnsets, rng);
    word += one_of(kVowels, rng);
    word += i < count ? one_of(kInnerCodas, rng) : one_of(kLastCodas, rng);
  }
  return word;
}

std::string inflected(std::string stem, std::string_view suffix) {
  const bool begins_with_vowel =
      std::string_view("aeiou").find(suffix[0]) != std::string_view::npos;
  if (begins_with_vowel && stem.back() == 'e') stem.pop_back();
  stem += suffix;
  return stem;
}

}  // namespace

Vocabulary::Vocabulary() : ranks_(zipf_weights(kWords, kExponent, kShift)) {
  Rng rng(kVocabularySeed);
  std::vector<double> suffix_weights;
  suffix_weights.reserve(kSuffixes.size());
  for (const Suffix& suffix : kSuffixes) suffix_weights.push_back(suffix.weight);
  const AliasTable suffixes(suffix_weights);

  std::unordered_set<std::string> taken;
  std::vector<std::string> stems;
  words_.reserve(kWords);
  taken.reserve(kWords);
  const auto take = [&](const std::string& word) {
    if (word.size() > kLongestWord || !taken.insert(word).second) return false;
    Word& entry = words_.emplace_back();
    std::copy(word.begin(), word.end(), entry.letters.begin());
    entry.size = static_cast<std::uint8_t>(word.size());
    return true;
  };
  for (const std::string_view word : kFunctionWordList) take(std::string(word));
  while (words_.size() < kWords) {
    if (stems.empty() || rng.chance(kNewStems)) {
      std::string stem = new_stem(static_cast<std::uint32_t>(words_.size()), rng);
      if (take(stem)) stems.push_back(std::move(stem));
    } else {
      const std::string& stem = stems[rng.below(static_cast<std::uint32_t>(stems.size()))];
      take(inflected(stem, kSuffixes[suffixes.sample(rng)].text));
    }
  }
}

}  // namespace dateline::bench
