// SPDX-License-Identifier: GPL-2.0-or-later
// Dates as users type them in a query or after --from and --to.
#pragma once

#include "common/date/date.h"

#include <string_view>

namespace dateline::query {

/// Reads one period:
///   2019, 2019-12, 2019-12-13, "13 December 2019"   a date of any precision
///   2019-Q4, "Q4 2019", 2019-W50                    a quarter; a week as ISO 8601 counts them
///   1990s, "the 1990s"                              ten years
///   today, yesterday, "3 weeks ago"                 a day
///   friday                                          the latest Friday, which may be today
///   "last friday"                                   the latest before today
///   this|last week|weekend|month|quarter|year       by the calendar; weeks begin on Monday
///   "last december", "this december"                the latest before this month; of this year
///   last|past N days|weeks|months|quarters|years    up to today and with it
/// Words may be joined by spaces, `-` or `_`. Throws dateline::Error (Usage), whose hint offers
/// dates that can replace the text.
DateRange read_period(std::string_view text, const Date& today);

/// Reads what may follow `date:`: a period; `A..B`, `A..`, `..B`, `A to B`, `between A and B`;
/// `since A`, `from A`, `after A` and `until B`, `to B`, `before B`, alone or together; and
/// `A+-3d`, `A±3d`: a period and that many days, weeks, months or years (d, w, m, y) before and
/// after it. A range whose end is before its start is an error.
DateRange read_range(std::string_view text, const Date& today);

}  // namespace dateline::query
