// SPDX-License-Identifier: GPL-2.0-or-later
// Text that is to read in Markdown as it was written.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// One line, with nothing in it that Markdown (CommonMark and tables) would take for its own;
/// blanks at its start, which could make code of it, are dropped.
std::string markdown_line(std::string_view line);

}  // namespace dateline
