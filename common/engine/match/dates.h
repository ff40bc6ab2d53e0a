// SPDX-License-Identifier: GPL-2.0-or-later
// Dates as ranges of docids, which run in order of publication.
#pragma once

#include "common/date/date.h"

#include <cstdint>
#include <span>
#include <vector>

namespace dateline::match {

/// Documents `begin` … `end` - 1.
struct DocidRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// The documents published wholly within `dates`, as rising ranges: 2019-12 is in December, not in
/// its first half. `published` are date numbers (see common/segment/forward.h) that never fall.
std::vector<DocidRange> docids_within(const DateRange& dates,
                                      std::span<const std::uint64_t> published);

}  // namespace dateline::match
