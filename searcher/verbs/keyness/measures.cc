// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verbs/keyness/measures.h"

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

/// observed · ln(observed / expected), where the margins say what is expected.
double part(double observed, double row, double column, double all) {
  return observed == 0 ? 0 : observed * std::log(observed * all / (row * column));
}

}  // namespace

double log_likelihood(const Frequencies& of) {
  const auto words = static_cast<double>(of.words);
  const auto other_words = static_cast<double>(of.other_words);
  const auto times = static_cast<double>(of.times);
  const auto other_times = static_cast<double>(of.other_times);
  const double all = words + other_words;
  const double both = times + other_times;
  return std::max(0.0,
                  2 * (part(times, words, both, all) + part(other_times, other_words, both, all)));
}

double table_log_likelihood(const Frequencies& of) {
  const auto words = static_cast<double>(of.words);
  const auto other_words = static_cast<double>(of.other_words);
  const double all = words + other_words;
  const double rest = all - static_cast<double>(of.times) - static_cast<double>(of.other_times);
  const double others =
      part(words - static_cast<double>(of.times), words, rest, all) +
      part(other_words - static_cast<double>(of.other_times), other_words, rest, all);
  return std::max(0.0, log_likelihood(of) + 2 * others);
}

double log_ratio(const Frequencies& of) {
  const double own_size = static_cast<double>(std::max<std::uint64_t>(of.words, 1));
  const double other_size = static_cast<double>(std::max<std::uint64_t>(of.other_words, 1));
  const double own = static_cast<double>(of.times) / own_size;
  const double other = static_cast<double>(of.other_times) / other_size;
  // In a small set half a word may be more than the other set has.
  const auto least = [](double size, double elsewhere) {
    return std::min(0.5 / size, elsewhere / 2);
  };
  return std::log2((of.times == 0 ? least(own_size, other) : own) /
                   (of.other_times == 0 ? least(other_size, own) : other));
}

double p_value(double g2) {
  return std::erfc(std::sqrt(g2 / 2));
}

double per_million(std::uint64_t times, std::uint64_t words) {
  return words == 0 ? 0 : 1e6 * static_cast<double>(times) / static_cast<double>(words);
}

}  // namespace dateline
