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

struct ParseOptions {
  Date today;                ///< the day from which `yesterday` and `last week` are counted
  bool require_all = false;  ///< juxtaposed units become And instead of Ranked (`--all`)
  Limits limits = {};
  const Synonyms* synonyms = nullptr;
  /// The text of a saved query. `open` are those that contain it, outermost first. Throws Error
  /// (Usage) if there is none of that name, or too many are open.
  std::function<std::string(const std::vector<std::string>& open, std::string_view name)> saved =
      {};
};

/// A limit besides those in limits.h.
inline constexpr std::size_t kMaxQueryBytes = 65'536;

/// Parses `text`. Throws QueryError, with the place of the error and a fix that works.
/// An empty query is Everything.
Node parse(std::string_view text, const ParseOptions& options);

/// What ParseOptions::require_all makes of `text`, as a text that needs no option: AND is between
/// its units. Throws QueryError.
std::string with_all_required(std::string_view text, const ParseOptions& options);

}  // namespace dateline::query
