// SPDX-License-Identifier: GPL-2.0-or-later
// A range of days as the fewest year, month and day terms that cover it exactly.
#pragma once

#include "common/date/date.h"

#include <string>
#include <vector>

namespace dateline::query {

/// Terms such as Y2018, M201901, D20190201, in order of time. An article has each of them only as
/// far as its date is known, so exactly those wholly in `range` match one of the terms. The number
/// of terms is bounded by the years in `range` plus 82; clamp it to the archive's span.
std::vector<std::string> date_terms(const DateRange& range);

}  // namespace dateline::query
