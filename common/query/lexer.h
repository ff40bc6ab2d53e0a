// SPDX-License-Identifier: GPL-2.0-or-later
// From the text of a query to tokens that know their place in it.
#pragma once

#include "common/query/limits.h"
#include "common/query/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

enum class TokenKind {
  Word,       ///< `text` as typed
  Wildcard,   ///< a word with `*` or `?` in it
  Fuzzy,      ///< `fuzzy(text,distance)`
  Phrase,     ///< `text` is what stands between the quotes
  FieldName,  ///< `source:`, and `headline(` without its bracket; `field` and `count` say which
  Caps,       ///< `caps(` without its bracket
  AtLeast,    ///< `atleast5(` without its bracket; `count` is 5
  Equals,     ///< the `=` directly before a word or phrase
  Open,
  Close,
  And,
  Or,
  Not,
  Near,   ///< NEAR/n, w/n, pre/n, w/s …: `reach`, `ordered` and `distance` say which
  Minus,  ///< the `-` directly before a word, phrase, field or bracket
  End,
};

struct Token {
  TokenKind kind = TokenKind::End;
  Span span;
  std::string text;
  Field field = Field::Text;
  Reach reach = Reach::Words;
  bool ordered = false;
  unsigned distance = 0;
  unsigned count = 0;
};

/// All tokens of `text`, an End token last. Throws QueryError for what begins no token.
std::vector<Token> lex(std::string_view text, const Limits& limits = {});

/// Do enough letters stand beside the wildcards?
bool has_letters(std::string_view pattern);

/// One piece of a phrase, between blanks: a wildcard, or the words that it holds.
std::vector<Token> lex_phrase_word(std::string_view piece);

}  // namespace dateline::query
