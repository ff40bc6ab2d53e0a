// SPDX-License-Identifier: GPL-2.0-or-later
// What applies to all requests of one caller: a command, a session, alerts.
#pragma once

#include "common/date/date.h"
#include "common/engine/query/dialect.h"
#include "common/engine/query/limits.h"
#include "common/engine/query/tree.h"
#include "common/terminal/terminal.h"

#include <cstdint>
#include <ctime>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dateline::query {

struct Context {
  std::string time_zone;  ///< decides what day today is; empty for the machine's own
  /// Seconds since 1970-01-01T00:00:00Z.
  std::function<std::int64_t()> clock = [] { return std::int64_t{std::time(nullptr)}; };
  Dialect dialect = Dialect::Dateline;
  ColorMode color = ColorMode::Auto;
  Limits limits = {};
  std::vector<std::string> languages = {};  ///< ISO codes: only articles in one of these; none: any
  std::optional<Form> form = {};  ///< of words without = and caps(); nothing: as the archive has it

  /// What `today` in a query means. It changes at midnight, so ask for each request. Throws Error
  /// (Usage) if there is no such zone.
  [[nodiscard]] Date today() const;
};

/// What `tree` finds in articles in one of `languages`; itself if there are none.
Node in_languages(Node tree, const std::vector<std::string>& languages);

}  // namespace dateline::query
