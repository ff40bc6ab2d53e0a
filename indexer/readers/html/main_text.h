// SPDX-License-Identifier: GPL-2.0-or-later
// Which blocks of a page are the text of its article.
#pragma once

#include "indexer/readers/html/parts.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// The blocks that are the article's text, in order, by their index; empty if nothing on the page
/// reads like one. Of `parts`, those that lead away are other articles.
std::vector<std::size_t> main_blocks(const Outline& outline, std::string_view headline,
                                     const std::vector<Parts>& parts);

/// Does the text end as a sentence does?
bool ends_sentence(std::string_view text);

/// These blocks as paragraphs with an empty line between.
std::string joined(const Outline& outline, const std::vector<std::size_t>& blocks);

}  // namespace dateline::html
