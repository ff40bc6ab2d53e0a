// SPDX-License-Identifier: GPL-2.0-or-later
// Words that are parted here and written as one elsewhere: "re-elect" and "reelect".
#pragma once

#include "common/text/tokenizer.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// Words that follow each other and are one:
///   - two to four with single hyphens between them, or the non-joiner of Persian, not all of them
///     numbers;
///   - two to four with points between them and without blanks, one of a single letter: "B.Sc.";
///   - groups of three digits with single blanks between them: "1 000 000".
/// Or a single word, if capitals with an "s" were written small: "NGOs" as "ngos".
struct Compound {
  std::string joined;  ///< without what parts them
  unsigned words = 0;
  /// Phrases know it only as the words between its hyphens; another stands in them as one word,
  /// too.
  bool hyphenated = false;
};

/// Finds the compounds among the words of one text.
class Compounds {
 public:
  explicit Compounds(std::string_view text) : text_(text) {}

  /// Takes the next word. Returns the compound that ended with the word before.
  std::optional<Compound> take(const Token& word) {
    if (words_ != 0) {
      const By by = parted_by(word);
      if (by != By::Else && (words_ == 1 || by == by_)) {
        by_ = by;
        ++words_;
        last_ = word;
        return std::nullopt;
      }
    }
    auto ended = ended_before(&word);
    first_ = last_ = word;
    words_ = 1;
    return ended;
  }

  /// After the last word.
  std::optional<Compound> finish() { return ended_before(nullptr); }

 private:
  enum class By : unsigned char { Else, Hyphen, NonJoiner, Point, Blank };

  std::optional<Compound> ended_before(const Token* next) const {
    if (words_ > 1) return joined(next);
    // The plural of an acronym ends in "s" behind what is no small letter.
    const bool may_be_plural = words_ == 1 && text_[last_.end - 1] == 's' &&
                               last_.end - last_.begin > 2 && (text_[last_.end - 2] & 0x20) == 0;
    return may_be_plural ? small_plural() : std::nullopt;
  }
  [[nodiscard]] By parted_by(const Token& next) const {
    // Most words are parted by a blank, and are no numbers.
    if (text_[last_.end] == ' ' && !is_digit_at(next.begin)) return By::Else;
    const std::size_t size = next.begin - last_.end;
    return size == 0 || size > 3 ? By::Else : sign_before(next);
  }
  [[nodiscard]] bool is_digit_at(std::size_t at) const {
    return text_[at] >= '0' && text_[at] <= '9';
  }
  [[nodiscard]] By sign_before(const Token& next) const;
  [[nodiscard]] std::optional<Compound> joined(const Token* next) const;
  [[nodiscard]] std::optional<Compound> small_plural() const;

  std::string_view text_;
  Token first_;
  Token last_;
  unsigned words_ = 0;
  By by_ = By::Else;
};

/// `text` without what parts its words, if all of it is one compound; else empty.
std::string written_as_one(std::string_view text);

/// `text` in each way of writing its compounds without hyphens: as they are and as one word. The
/// text as it is comes first. Empty if there are more than `most` ways.
std::vector<std::string> ways_to_write(std::string_view text, std::size_t most);

}  // namespace dateline::text
