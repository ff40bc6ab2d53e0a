// SPDX-License-Identifier: GPL-2.0-or-later
// Two words close to each other, as in most proximity queries.
#pragma once

#include "common/engine/match/positions.h"
#include "common/engine/plan/place_rule.h"
#include "common/segment/reader.h"

#include <memory>

namespace dateline::match {

/// Reads an article only up to the first place where both occur. Null unless `near` has two words,
/// in any form.
std::unique_ptr<Positions> make_pair_positions(const query::Places& near,
                                               const segment::Reader& segment);

}  // namespace dateline::match
