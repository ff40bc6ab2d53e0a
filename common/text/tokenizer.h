// SPDX-License-Identifier: GPL-2.0-or-later
// Where words begin and end. The same for every language, for articles and for queries.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace dateline::text {

/// A word in the text: bytes [begin, end).
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::string_view in(std::string_view text) const {
    return text.substr(begin, end - begin);
  }
};

/// Finds the next word of `text` at or after byte `from`; false at the end.
///
/// A word is a run of letters, digits and marks. An apostrophe between letters joins ("don't"), and
/// so do a dot or comma between digits ("1,000.5"), the dots of an acronym ("U.S."), an ampersand
/// between letters ("AT&T") and invisible joiners. Hyphens separate words: "re-election" is two
/// words at adjoining positions. In scripts written without spaces each character is a word, so
/// that a sequence of them is found as a phrase.
bool next_token(std::string_view text, std::size_t from, Token& token);

/// All words of `text`, in order.
std::vector<Token> tokens(std::string_view text);

}  // namespace dateline::text
