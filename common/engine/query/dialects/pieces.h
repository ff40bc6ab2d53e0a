// SPDX-License-Identifier: GPL-2.0-or-later
// What the dialect translators share: a query split at spaces, brackets and quotes.
#pragma once

#include "common/engine/query/tree.h"
#include "common/errors/errors.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

struct Piece {
  enum class Kind { Word, Quoted, Open, Close, End } kind = Kind::End;
  std::string text;  ///< of Quoted with its quotes
  Span span;
  bool attached = false;  ///< nothing separates it from the piece before
};

/// The pieces of `text`, an End last. Throws QueryError for a quote that is not closed.
std::vector<Piece> pieces_of(std::string_view text);

/// Throws the QueryError.
[[noreturn]] void no_counterpart(std::string_view text, Span span, const std::string& message,
                                 Advice hint);

/// Throws it for the bracket at `open`, when the pieces are exhausted.
[[noreturn]] void never_closed(std::string_view text, const std::vector<Piece>& pieces, Span open);

/// Writes a Lucene query in Dateline's language.
std::string from_lucene(std::string_view text);

}  // namespace dateline::query
