// SPDX-License-Identifier: GPL-2.0-or-later
// One text for all queries that are read alike.
#pragma once

#include "common/query/tree.h"

#include <string>

namespace dateline::query {

/// The tree as a query that can be typed, and finds the same: without blanks, brackets and letter
/// cases that mean nothing, with saved queries and synonyms written out, and with days in the place
/// of `yesterday`. Parsed, it has this very text again.
std::string canonical(const Node& tree);

}  // namespace dateline::query
