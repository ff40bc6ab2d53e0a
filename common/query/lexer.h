// SPDX-License-Identifier: GPL-2.0-or-later
// From the text of a query to tokens that know their place in it.
#pragma once

#include "common/query/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

enum class TokenKind {
  Word,       ///< `text` as typed
  Prefix,     ///< `word*`; `text` without the star
  Phrase,     ///< `text` is what stands between the quotes
  FieldName,  ///< `source:`; `field` says which
  Open,
  Close,
  And,
  Or,
  Not,
  Near,   ///< `distance` is n of NEAR/n
  Minus,  ///< the `-` directly before a word, phrase, field or bracket
  End,
};

struct Token {
  TokenKind kind = TokenKind::End;
  Span span;
  std::string text;
  Field field = Field::Text;
  unsigned distance = 0;
};

/// NEAR without a number means this many words.
inline constexpr unsigned kDefaultNearDistance = 10;

/// All tokens of `text`, an End token last. Throws QueryError for what begins no token.
std::vector<Token> lex(std::string_view text);

}  // namespace dateline::query
