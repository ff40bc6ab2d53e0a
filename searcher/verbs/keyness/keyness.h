// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search keyness`: the words that set one set of articles apart from another.
//
// Each word's frequency in both is compared by the log-likelihood ratio G² (Dunning 1993), as
// Rayson & Garside (2000) compute it for two corpora; how large the difference is, is its log ratio
// (Hardie 2014). A word repeated by wire copies is no more telling than another: one article of
// each story counts, the first published of those that match.
#pragma once

#include "searcher/find/search.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct KeynessRequest {
  SearchRequest search;  ///< the first set; sort, page, limit and facets are ignored
  /// The query for the second set, with the dates of the first; nothing for the rest of the
  /// archive: all stories without an article in the first set.
  std::optional<std::string> against;
  std::size_t top = 25;   ///< words
  std::uint64_t min = 5;  ///< only words as frequent as this where they are more frequent
  bool negative = false;  ///< words that the first set has less of
};

/// What is compared.
struct WordSet {
  std::uint64_t articles = 0;  ///< that match
  std::uint64_t stories = 0;   ///< of them; one article each is counted
  std::uint64_t words = 0;     ///< of these, including headlines
};

struct KeyWord {
  std::string word;               ///< as it is written most often
  std::uint64_t times = 0;        ///< in the first set
  std::uint64_t stories = 0;      ///< of the first set that have it
  std::uint64_t other_times = 0;  ///< in the second set
  std::uint64_t other_stories = 0;
  double g2 = 0;
  double log_ratio = 0;  ///< log2 of how many times more frequent it is in the first set
};

struct KeynessReport {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  WordSet set;
  WordSet other;
  std::uint64_t left_out = 0;  ///< of the first set: withheld or canceled articles
  std::vector<KeyWord> words;  ///< the greatest g2 first
  std::vector<MissingShard> missing;
};

/// G² of a word that one set of `words` words has `times` times, and another likewise. At least 0.
double log_likelihood(std::uint64_t times, std::uint64_t words, std::uint64_t other_times,
                      std::uint64_t other_words);

/// log2 of the ratio of both frequencies. A word that is absent counts as half an occurrence, or,
/// if that would be more than in the other set, as half of that.
double log_ratio(std::uint64_t times, std::uint64_t words, std::uint64_t other_times,
                 std::uint64_t other_words);

/// Counts exactly. Servers do not know the words of an article: Error (Usage) if shards are on
/// servers, unless they may be left out. Throws QueryError or Error. The second asks an archive
/// that is already open.
KeynessReport find_keyness(const KeynessRequest& request);
KeynessReport find_keyness(const KeynessRequest& request, Searcher& searcher);

/// The words that each of both sets has more of, whatever `request.negative` says, as find_keyness
/// finds them for that set against the other. Throws the same.
std::array<std::vector<KeyWord>, 2> find_words_of_both(const KeynessRequest& request,
                                                       Searcher& searcher);

}  // namespace dateline
