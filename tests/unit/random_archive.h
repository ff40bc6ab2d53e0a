// SPDX-License-Identifier: GPL-2.0-or-later
// Archives of random articles, for tests that compare two ways of searching.
#pragma once

#include "common/fields/article.h"
#include "tests/rounds.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace test {

using Random = std::mt19937_64;

/// Sanitizers take extra time, so fewer cases are tried.
#ifdef DATELINE_SANITIZED
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif

/// One of 0 … n - 1.
inline std::size_t below(Random& random, std::size_t n) {
  return random() % n;
}
inline bool chance(Random& random, std::size_t percent) {
  return below(random, 100) < percent;
}
template <typename T>
const T& pick(Random& random, const std::vector<T>& from) {
  return from[below(random, from.size())];
}

/// What orders dates, the earliest first and the undated last: the second in UTC, if the zone is
/// known, else by the clock; the less precise comes first.
std::tuple<bool, std::int64_t, dateline::Precision> when(const dateline::Date& date);

/// With an hour of that day, and most often one of the zones of the world.
dateline::Date at_some_time(Random& random, dateline::Date date);

/// Words that articles and queries are made of: few, so that every query finds something.
const std::vector<std::string>& vocabulary();

/// That many words of the vocabulary, some with a comma between; with `variants`, some of them are
/// written in one of several ways.
std::string sentence(Random& random, std::size_t words, bool variants = false);

/// Words that are written in several ways: numbers, abbreviations, plurals of capitals, ligatures.
const std::vector<std::string>& variants();

/// An article in one of several languages, with a date of any precision or none, and facets.
dateline::Article some_article(Random& random, int number);

/// Fills an archive that exists in several publications, with replaced and deleted articles between
/// them. Many of its articles are unmistakable copies of others. Returns the articles that it then
/// holds: at most `articles`.
std::vector<dateline::Article> fill(const std::filesystem::path& archive, Random& random,
                                    int articles);

}  // namespace test
