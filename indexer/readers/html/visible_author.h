// SPDX-License-Identifier: GPL-2.0-or-later
// An article's author, as shown between headline and text.
#pragma once

#include "indexer/readers/html/outline.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// The names of the first byline; empty when no line begins with "By".
std::string visible_author(const Outline& outline, std::string_view headline,
                           const std::vector<std::size_t>& text);

/// `line` without the "By" that it begins with, in the usual languages.
std::string_view without_by(std::string_view line);

/// The names in a byline: without "By", and without the date or the office after them. Empty when
/// it is longer than a byline, or holds no names.
std::string names_in_byline(std::string_view line);

}  // namespace dateline::html
