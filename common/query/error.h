// SPDX-License-Identifier: GPL-2.0-or-later
// A query that cannot be read, and where in it the trouble starts.
#pragma once

#include "common/errors.h"
#include "common/query/tree.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace dateline::query {

/// `message` names the trouble, `hint` offers a query that works, `span` is the place in `text`.
class QueryError : public Error {
 public:
  QueryError(const std::string& message, std::string hint, std::string text, Span span)
      : Error(Exit::Usage, message, std::move(hint)), text_(std::move(text)), span_(span) {}

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] Span span() const noexcept { return span_; }
  /// 1-based, in characters (code points), as a user counts.
  [[nodiscard]] std::size_t column() const;
  /// Two lines: the query, and carets under the span.
  [[nodiscard]] std::string pointer() const;

 private:
  std::string text_;
  Span span_;
};

/// A query that a shard's servers cannot answer as it is meant.
class RefusedByShard : public QueryError {
 public:
  RefusedByShard(std::string shard, const QueryError& error)
      : QueryError(error), shard_(std::move(shard)) {}
  [[nodiscard]] const std::string& shard() const noexcept { return shard_; }

 private:
  std::string shard_;
};

/// What went wrong, and where in the query when it is a QueryError.
std::string located(const Error& error);

/// The hint for a text of which so many brackets are open at its end.
std::string close_hint(std::string_view text, std::size_t brackets);

}  // namespace dateline::query
