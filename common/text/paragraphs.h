// SPDX-License-Identifier: GPL-2.0-or-later
// The paragraphs of a body, as people read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// Each paragraph of `body`, which an empty line ends, with its lines. Those of a paragraph that
/// was broken to fit a width are one line: most of them are about as long as the longest of the
/// body, or the next word did not fit. Others, of lists and verse, are as they were.
std::vector<std::vector<std::string>> paragraphs(std::string_view body);

/// `body` with its paragraphs as `paragraphs` has them, one empty line between two.
std::string flowed(std::string_view body);

}  // namespace dateline::text
