// SPDX-License-Identifier: GPL-2.0-or-later
// Unknown outlets: which names in an archive are spellings of one that was typed.
#pragma once

#include "common/archive/archive.h"
#include "common/fields/fields.h"

#include <set>
#include <string>
#include <string_view>

namespace dateline::query {

/// The terms of names in the archive's segments with the outlet_key of `name`, but not its own
/// term. `facet` is the source or the agency. Throws ShardDown.
std::set<std::string> other_spellings(const Archive& archive, const fields::Row& facet,
                                      std::string_view name);

}  // namespace dateline::query
