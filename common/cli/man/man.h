// SPDX-License-Identifier: GPL-2.0-or-later
// Man pages.
#pragma once

#include "common/cli/describe.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::cli {

/// The page of a program (section 1). `see_also` are pages with their section: "dateline-query(7)".
std::string man_page(const Program& program, const std::vector<std::string>& see_also);

/// A page of a documentation page in Markdown: headings, paragraphs, lists, tables, blocks of code,
/// and code, emphasis and links in text. No other Markdown is supported.
std::string man_page_of_markdown(std::string_view markdown, const std::string& name, char section);

}  // namespace dateline::cli
