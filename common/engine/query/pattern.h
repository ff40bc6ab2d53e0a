// SPDX-License-Identifier: GPL-2.0-or-later
// Which words a wildcard or fuzzy() stands for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::query {

/// Decides whether folded words match. `*` stands for any letters, or none, `?` for one.
class Wildcard {
 public:
  /// `pattern` is folded.
  explicit Wildcard(std::string pattern);
  [[nodiscard]] bool matches(std::string_view word) const;
  /// The letters before the first wildcard.
  [[nodiscard]] std::string_view start() const {
    return std::string_view(pattern_).substr(0, start_);
  }
  /// Those after the last.
  [[nodiscard]] std::string_view end() const { return std::string_view(pattern_).substr(end_); }

 private:
  std::string pattern_;
  std::size_t start_;
  std::size_t end_;
};

/// The fewest letters in the word of a fuzzy().
inline constexpr std::size_t kLeastFuzzyLetters = 3;

/// Words at most that many letters away; see common/text/edit_distance.h.
class Fuzzy {
 public:
  /// `word` is folded.
  Fuzzy(std::string word, unsigned distance);
  [[nodiscard]] bool matches(std::string_view word) const;

 private:
  std::string word_;
  unsigned distance_;
  std::uint64_t letters_;  ///< see letters_of in pattern.cc
};

}  // namespace dateline::query
