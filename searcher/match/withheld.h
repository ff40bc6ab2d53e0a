// SPDX-License-Identifier: GPL-2.0-or-later
// Articles that their publishers withheld or canceled are not found, unless they are asked for.
#pragma once

#include "common/archive/archive.h"
#include "common/query/tree.h"

#include <optional>

namespace dateline {

/// The query without them, and the query for those of its articles that are left out.
struct Withheld {
  query::Node without;
  query::Node only;
};

/// Does the query name either flag, and so ask for them?
bool names_withheld(const query::Node& tree);

/// Nothing when there is nothing to leave out: the archive has no such articles, or the query names
/// either flag. Throws ShardDown.
std::optional<Withheld> leave_out_withheld(const query::Node& tree, const Archive& archive);

}  // namespace dateline
