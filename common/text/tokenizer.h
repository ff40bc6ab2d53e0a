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
/// A word is a run of letters, digits and marks. What stands for an apostrophe joins letters
/// ("don't", "Hawaiʻi"), and so do an ampersand ("AT&T"), the gershayim of Hebrew, the middle dot
/// of "col·legi", points of an abbreviation ("U.S.", "Ph.D.") and invisible joiners; a dot or comma
/// joins digits ("1,000.5"), and so do no-break blanks and apostrophes that group them by three.
/// "C++", "F#" and ".NET" are words with their signs; the superscript digits behind a word of three
/// letters or a number are a note's mark, and no part of it. Hyphens separate words: "re-election"
/// is two words at adjoining positions, and so does the non-joiner of Persian. In scripts written
/// without spaces each character, with its marks, is a word, so that a sequence of them is found as
/// a phrase.
bool next_token(std::string_view text, std::size_t from, Token& token);

/// Is there a gershayim at byte `at`? It is often written as a quotation mark, and stands before
/// the last letter of a Hebrew acronym, which may have an ending.
bool is_gershayim_at(std::string_view text, std::size_t at);

/// All words of `text`, in order.
std::vector<Token> tokens(std::string_view text);

}  // namespace dateline::text
