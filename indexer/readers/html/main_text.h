// SPDX-License-Identifier: GPL-2.0-or-later
// Which blocks of a page are the text of its article.
#pragma once

#include "indexer/readers/html/outline.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// The blocks that are the article's text, in order, by their index; empty if nothing on the page
/// reads like one.
std::vector<std::size_t> main_blocks(const Outline& outline, std::string_view headline);

/// These blocks as paragraphs with an empty line between.
std::string joined(const Outline& outline, const std::vector<std::size_t>& blocks);

}  // namespace dateline::html
