// SPDX-License-Identifier: GPL-2.0-or-later
// Finding places in articles, by their token streams and their wording.
#pragma once

#include "common/engine/match/positions.h"
#include "common/engine/plan/place_rule.h"
#include "common/engine/plan/plan.h"
#include "common/engine/query/limits.h"
#include "common/segment/reader.h"

#include <memory>

namespace dateline::match {

/// Decides which articles have such a place. `deadline` must outlive it.
std::unique_ptr<Positions> make_places(std::shared_ptr<const query::Places> places,
                                       const segment::Reader& segment,
                                       const query::Deadline& deadline);

/// What a Near step asks.
std::shared_ptr<const query::Places> places_of(const query::Step& near);

}  // namespace dateline::match
