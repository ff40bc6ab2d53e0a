// SPDX-License-Identifier: GPL-2.0-or-later
// Articles dated after the day they were indexed are most often dated wrongly. They come last where
// the newest come first, unless they are asked for.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/query/tree.h"
#include "searcher/find/ranking.h"

#include <optional>

namespace dateline {

/// The query for those of `tree` that come last; nothing if none do: in another order, in an
/// archive that has none, and where the query names the flag. Throws ShardDown.
std::optional<query::Node> comes_last(const query::Node& tree, Sort sort, const Archive& archive);

}  // namespace dateline
