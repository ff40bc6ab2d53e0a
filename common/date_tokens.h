// SPDX-License-Identifier: GPL-2.0-or-later
// The words, numbers and marks that a stated date consists of; for `parse_date` alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::date_tokens {

struct Token {
  enum class Kind { End, Number, Word, Mark };
  Kind kind = Kind::End;
  std::string_view text;
  bool spaced = false;  ///< a blank stands before it
};

/// The tokens of `text` and one End after them. Bytes beyond ASCII are marks.
std::vector<Token> scan(std::string_view text);

/// Sites set no-break and thin blanks between the parts of a date; they mean a blank.
std::string with_plain_blanks(std::string_view text);

/// Equal but for the case of ASCII letters.
bool same_word(std::string_view a, std::string_view b);

}  // namespace dateline::date_tokens
