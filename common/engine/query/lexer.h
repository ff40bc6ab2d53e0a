// SPDX-License-Identifier: GPL-2.0-or-later
// From the text of a query to tokens with their place in it.
#pragma once

#include "common/engine/query/limits.h"
#include "common/engine/query/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

enum class TokenKind {
  Leaf,       ///< a word, phrase or similar: `node`
  FieldName,  ///< `source:`, and `headline(` without its bracket; `node` has field and count
  Form,       ///< the `=` directly before a word or phrase, `caps(` without its bracket; see `node`
  PlainForm,  ///< `exact(`, `forms(` without its bracket; see `node`
  Function,   ///< an operator before a bracket, without the bracket: `node` as far as its name
              ///< determines it
  Infix,  ///< one between operands, except AND, OR and NOT: `node` as far as its name determines it
  Open,
  Close,
  And,
  Or,
  Not,
  Minus,  ///< the `-` directly before a word, phrase, field or bracket
  End,
};

struct Token {
  TokenKind kind = TokenKind::End;
  Span span;
  Node node;
};

/// All tokens of `text`, an End token last. Throws QueryError for what does not begin a token.
std::vector<Token> lex(std::string_view text, const Limits& limits = {});

/// Are there enough letters besides the wildcards?
bool has_letters(std::string_view pattern);

/// One piece of a phrase, between spaces: a wildcard, or its words.
std::vector<Node> words_of_piece(std::string_view piece);

}  // namespace dateline::query
