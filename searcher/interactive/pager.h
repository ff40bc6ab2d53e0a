// SPDX-License-Identifier: GPL-2.0-or-later
// Long text on a terminal, a screen at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::interactive {

/// Rows that a line occupies on a terminal of that width; colours take none.
std::size_t rows_of_line(std::string_view line, std::size_t columns);

/// Prints `text`, whose lines are safe for a terminal. What does not fit on the screen goes to
/// $PAGER if that is set, else it is shown by screens: Space or Enter continues, b goes back, q
/// quits.
void show_paged(const std::string& text);

}  // namespace dateline::interactive
