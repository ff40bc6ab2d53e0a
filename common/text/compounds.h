// SPDX-License-Identifier: GPL-2.0-or-later
// Words written with a hyphen here and as one word elsewhere: "re-elect" and "reelect".
#pragma once

#include "common/text/tokenizer.h"

#include <optional>
#include <string>
#include <string_view>

namespace dateline::text {

/// Two to four words with single hyphens between them, not all of them numbers.
struct Compound {
  std::string joined;  ///< without the hyphens
  unsigned words = 0;
};

/// Finds the compounds among the words of one text.
class Compounds {
 public:
  explicit Compounds(std::string_view text) : text_(text) {}

  /// Takes the next word. Returns the compound that ended with the word before.
  std::optional<Compound> take(const Token& word) {
    if (words_ != 0 && parted_by_hyphen(last_.end, word.begin)) {
      ++words_;
      last_ = word;
      return std::nullopt;
    }
    auto ended = finish();
    first_ = last_ = word;
    words_ = 1;
    return ended;
  }

  /// After the last word.
  std::optional<Compound> finish() { return words_ < 2 ? std::nullopt : joined(); }

 private:
  [[nodiscard]] bool parted_by_hyphen(std::size_t end, std::size_t begin) const;
  [[nodiscard]] std::optional<Compound> joined() const;

  std::string_view text_;
  Token first_;
  Token last_;
  unsigned words_ = 0;
};

/// `word` without its hyphens; empty if it is not a compound, or more than one.
std::string joined_at_hyphens(std::string_view word);

}  // namespace dateline::text
