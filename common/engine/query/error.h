// SPDX-License-Identifier: GPL-2.0-or-later
// A query that cannot be read, and where in it the error starts.
#pragma once

#include "common/engine/query/tree.h"
#include "common/errors/errors.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace dateline::query {

/// `message` names the error, `hint` offers a query that works, `span` is the place in `text`.
class QueryError : public Error {
 public:
  QueryError(const std::string& message, Advice hint, const std::string& text, Span span);
};

/// A query that a shard's servers cannot answer exactly.
class RefusedByShard : public QueryError {
 public:
  RefusedByShard(std::string shard, const QueryError& error)
      : QueryError(error), shard_(std::move(shard)) {}
  [[nodiscard]] const std::string& shard() const noexcept { return shard_; }

 private:
  std::string shard_;
};

/// That span of a query, counted as users do.
QueryPlace place_of(const std::string& text, Span span);

/// `hint`, with a fix: `text` with that span replaced by `instead`.
Advice mended(Advice hint, std::string_view text, Span span, std::string_view instead);

/// What to do about a text that ends with that many open brackets.
Advice close_hint(std::string_view text, std::size_t brackets);

}  // namespace dateline::query
