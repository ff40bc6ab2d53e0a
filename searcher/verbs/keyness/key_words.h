// SPDX-License-Identifier: GPL-2.0-or-later
// The words that one set of words has more of than another, the surest first.
#pragma once

#include "common/archive/archive.h"
#include "common/fields/record.h"
#include "searcher/texts/stop_words.h"
#include "searcher/texts/word_counts.h"
#include "searcher/verbs/keyness/measures.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct KeyWord {
  std::string word;               ///< as it is written most often
  std::uint64_t times = 0;        ///< in the first set
  std::uint64_t stories = 0;      ///< of the first set that have it
  std::uint64_t other_times = 0;  ///< in the second set
  std::uint64_t other_stories = 0;
  double g2 = 0;
  double p = 1;          ///< see p_value
  double log_ratio = 0;  ///< log2 of how many times more frequent it is in the first set
};

/// What is asked of the words.
struct KeyWordRequest {
  std::size_t top = 25;   ///< words
  std::uint64_t min = 5;  ///< only words as frequent as this where they are more frequent
  StopWords stop;         ///< words that are not shown, though they count as words of their texts
};

struct KeyWords {
  std::vector<KeyWord> words;  ///< the greatest g2 first, of equals by word
  std::uint64_t total = 0;     ///< words that `top` did not limit
  std::uint64_t stopped = 0;   ///< words besides, that the stop list left out
};

/// Of the words counted in two sets, those that the first, or if `negative` the second, has more
/// of. `articles` are those counted. Throws ShardDown, and what the deadline throws.
KeyWords rank_words(const Archive& archive, const WordCounts& counts,
                    const std::array<SetOfArticles, 2>& articles, const KeyWordRequest& request,
                    bool negative, double (*g2)(const Frequencies&),
                    const query::Deadline& deadline);

/// "<.0001", "0.0312".
std::string p_text(double p);

/// "25 of 312 words, without 14 of the stop list", or nothing if all are shown.
std::string shown_of(const KeyWords& words);

/// All members of KeyWord, and frequencies in a million of so many words.
Json to_json(const KeyWord& word, const std::array<std::uint64_t, 2>& words);

/// The columns of a table of words, and a row of it: the same figures as text, without the word.
std::vector<std::string> key_word_columns();
std::vector<std::string> key_word_cells(const KeyWord& word,
                                        const std::array<std::uint64_t, 2>& words);

}  // namespace dateline
