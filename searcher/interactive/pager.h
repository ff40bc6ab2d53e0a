// SPDX-License-Identifier: GPL-2.0-or-later
// Long text on a terminal, a screen at a time.
#pragma once

#include <string>
#include <string_view>

namespace dateline::interactive {

/// Rows that a line takes on a terminal of that width; colours take none.
std::size_t rows_of_line(std::string_view line, std::size_t columns);

/// Prints `text`, whose lines are safe for a terminal. What does not fit on the screen is shown by
/// $PAGER, or else by less or more; where there is none of these it is printed, too.
void show_paged(const std::string& text);

}  // namespace dateline::interactive
