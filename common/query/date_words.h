// SPDX-License-Identifier: GPL-2.0-or-later
// Dates as users type them in a query or after --from and --to.
#pragma once

#include "common/date.h"

#include <string_view>

namespace dateline::query {

/// Reads one period: a date of any precision (2019, 2019-12, 2019-12-13, "13 December 2019"),
/// `today`, `yesterday`, `this|last week|month|year`, `last N days|weeks|months|years`. Weeks begin
/// on Monday. Words may be joined by blanks, `-` or `_`. Throws dateline::Error (Exit::Usage).
DateRange read_period(std::string_view text, const Date& today);

/// Reads what may follow `date:`: a period, `A..B`, `A..`, `..B`, `since A`, `until B`, `before B`,
/// `after A`. A range whose end lies before its start is an error.
DateRange read_range(std::string_view text, const Date& today);

}  // namespace dateline::query
