// SPDX-License-Identifier: GPL-2.0-or-later
// Two words close to each other, which is what most questions of proximity are about.
#pragma once

#include "common/match/positions.h"
#include "common/query/tree.h"
#include "common/segment/reader.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace dateline::match {

/// Each word as the numbers that its terms have in token streams.
struct Pair {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> second;
  query::Reach reach = query::Reach::Words;
  bool ordered = false;  ///< the first stands before the second
  std::uint32_t distance = 0;
};

/// Reads an article no further than to the first place where both stand.
std::unique_ptr<Positions> make_pair_positions(Pair pair, const segment::Reader& segment);

}  // namespace dateline::match
