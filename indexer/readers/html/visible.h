// SPDX-License-Identifier: GPL-2.0-or-later
// What a page shows its readers between headline and text: the date, and who wrote it.
#pragma once

#include "indexer/readers/html/outline.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// The date as written, empty when none is found. `text` is the article's blocks.
std::string visible_date(const Outline& outline, std::string_view headline,
                         const std::vector<std::size_t>& text);

/// The names of the first byline; empty when no line begins with "By".
std::string visible_author(const Outline& outline, std::string_view headline,
                           const std::vector<std::size_t>& text);

/// `line` without the "By" that it begins with, in the usual languages.
std::string_view without_by(std::string_view line);

/// The names in a byline: without "By", and without the date or the office after them. Empty when
/// it is longer than a byline, or holds no names.
std::string names_in_byline(std::string_view line);

}  // namespace dateline::html
