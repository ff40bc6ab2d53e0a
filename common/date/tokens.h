// SPDX-License-Identifier: GPL-2.0-or-later
// The words, numbers and marks that make up a stated date, and a walk over them; only for reading
// dates.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace dateline::dates {

struct DateToken {
  enum class Kind { End, Number, Word, Mark };
  Kind kind = Kind::End;
  std::string_view text;
  bool spaced = false;  ///< there is a space before it
};

/// The tokens of a text, and an End after them. Digits are ASCII. An ideograph is a word of its
/// own. Spaces of any width separate tokens, invisible direction marks do not. A text with more
/// tokens than any date yields none.
class Tokens {
 public:
  explicit Tokens(std::string_view text);

  [[nodiscard]] const DateToken& peek(std::size_t ahead = 0) const {
    return at_ + ahead < size_ ? all_[at_ + ahead] : end_;
  }
  [[nodiscard]] bool at_end() const { return at_ >= size_; }
  [[nodiscard]] bool at_word() const { return peek().kind == DateToken::Kind::Word; }
  [[nodiscard]] bool at_number() const { return peek().kind == DateToken::Kind::Number; }
  [[nodiscard]] std::size_t at() const { return at_; }
  void seek(std::size_t at) { at_ = at; }
  void skip(std::size_t count = 1) { at_ += count; }
  /// The text of the next `count` tokens, and what is between them; empty when there are fewer.
  [[nodiscard]] std::string_view ahead(std::size_t count) const;

  bool take_mark(char mark);
  /// `word` is ASCII; its case does not matter.
  bool take_word(std::string_view word);
  /// A number of `least` to `most` digits.
  std::optional<std::string_view> take_number(std::size_t least, std::size_t most);
  bool take_number(std::size_t least, std::size_t most, int& value);

 private:
  static constexpr std::size_t kMaxTokens = 40;

  std::array<DateToken, kMaxTokens> all_;
  DateToken end_;
  std::size_t size_ = 0;
  std::size_t at_ = 0;
};

/// The value of a few digits, or zero for text too long to be part of a date.
int to_int(std::string_view digits);

}  // namespace dateline::dates
