// SPDX-License-Identifier: GPL-2.0-or-later
// What the matches of a query have in a slot, match by match: for counts that a sum over values
// cannot give, such as stories by source.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/match/matcher.h"
#include "common/engine/plan/plan.h"
#include "common/fields/schema.h"
#include "common/text/string_table.h"

#include <cstdint>
#include <vector>

namespace dateline {

/// A match, and its slot's content.
struct Holding {
  std::uint32_t segment = 0;  ///< index into Archive::segments(), then Archive::served()
  std::uint32_t docid = 0;
  std::uint32_t content = 0;  ///< number in SlotHoldings::contents
};

/// All matches with their contents of one slot.
struct SlotHoldings {
  text::StringTable contents;  ///< values as the slot has them, joined; empty for none
  std::vector<Holding> matches;
};

/// What the matches of `plan` have in each of `slots`: kPublished, or those of the forward index or
/// of a segment's values.
/// Takes 12 bytes per match and slot. Servers send the number and the content of each match, once
/// for each slot. Throws ShardDown.
std::vector<SlotHoldings> find_holdings(const Archive& archive, const query::Plan& plan,
                                        const std::vector<schema::Slot>& slots,
                                        match::Workspace& workspace);

}  // namespace dateline
