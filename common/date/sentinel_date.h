// SPDX-License-Identifier: GPL-2.0-or-later
// Dates that programs write where they know none.
#pragma once

#include "common/date/date.h"

#include <string_view>

namespace dateline {

/// Is it the zero of a clock: any date of the year 1 (.NET, Go), the instant 0 of Unix or of
/// Windows (1601), in whatever zone? 1970-01-01 without a time is a date.
bool is_sentinel(const Date& date);

/// Is the text the number 0, as seconds or milliseconds are written?
bool is_zero(std::string_view text);

}  // namespace dateline
