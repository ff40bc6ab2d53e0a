// SPDX-License-Identifier: GPL-2.0-or-later
// How much more frequent a word is in one set of words than in another, and how sure that is.
#pragma once

#include <cstdint>

namespace dateline {

/// A word in two sets of words.
struct Frequencies {
  std::uint64_t times = 0;  ///< in the first set
  std::uint64_t words = 0;  ///< of the first set
  std::uint64_t other_times = 0;
  std::uint64_t other_words = 0;
};

/// The log-likelihood ratio G² of the word alone, as Rayson & Garside (2000) compare two corpora:
/// of the four cells of the table, the two that count the word. At least 0.
double log_likelihood(const Frequencies& of);

/// The log-likelihood ratio G² of the whole table of two by two (Dunning 1993), the other words
/// included, as is usual for collocations. At least 0.
double table_log_likelihood(const Frequencies& of);

/// The log ratio (Hardie 2014): log2 of the ratio of both frequencies. A word that is absent counts
/// as half an occurrence, or, if that would be more than in the other set, as half of that.
double log_ratio(const Frequencies& of);

/// How likely a G² of this or more is by chance: chi-squared with one degree of freedom. Of one
/// word; of a thousand words one has 0.001 by chance.
double p_value(double g2);

/// Occurrences in a million words; 0 in a set without words.
double per_million(std::uint64_t times, std::uint64_t words);

}  // namespace dateline
