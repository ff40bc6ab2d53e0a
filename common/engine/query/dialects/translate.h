// SPDX-License-Identifier: GPL-2.0-or-later
// Queries in the languages of other systems, where the same sign may mean something else.
#pragma once

#include "common/engine/query/dialect.h"

#include <string>
#include <string_view>

namespace dateline::query {

/// `text` in Dateline's own language. Throws QueryError that points into `text` for what has no
/// counterpart.
std::string translated(std::string_view text, Dialect dialect);

}  // namespace dateline::query
