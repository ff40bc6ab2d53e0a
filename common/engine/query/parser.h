// SPDX-License-Identifier: GPL-2.0-or-later
// From what a user types to a query tree.
#pragma once

#include "common/date/date.h"
#include "common/engine/query/limits.h"
#include "common/engine/query/synonyms.h"
#include "common/engine/query/tree.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

/// What the units of a sequence, which have spaces between them, have to do with each other.
enum class Reading {
  All,  ///< an article must have every one
  Any,  ///< one is enough; filters and exclusions still restrict all of it
  Some  ///< of the query's own sequence one is enough, of those in brackets all are required
};

struct ParseOptions {
  Date today;  ///< the day from which `yesterday` and `last week` are counted
  Reading reading = Reading::All;
  Limits limits = {};
  const Synonyms* synonyms = nullptr;
  /// The text of a saved query. `open` are those that contain it, outermost first. Throws Error
  /// (Usage) if there is none of that name, or too many are open.
  std::function<std::string(const std::vector<std::string>& open, std::string_view name)> saved =
      {};
  Form form = Form::Stem;        ///< of words without = and caps(): Stem or Exact
  Form saved_form = Form::Stem;  ///< the same, in saved queries
  /// The ids in a file, for `id:@FILE`. Throws Error (Usage). Without it, and in saved queries,
  /// files are refused.
  std::function<std::vector<std::string>(const std::string& file)> ids = {};
};

/// A limit besides those in limits.h.
inline constexpr std::size_t kMaxQueryBytes = 65'536;

/// Parses `text`. Throws QueryError, with the place of the error and a fix that works.
/// An empty query is Everything.
Node parse(std::string_view text, const ParseOptions& options);

}  // namespace dateline::query
