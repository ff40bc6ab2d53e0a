// SPDX-License-Identifier: GPL-2.0-or-later
// Man pages, in Markdown as lowdown reads it; common/cli/man/to-roff makes roff of them.
#pragma once

#include "common/cli/describe.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::cli {

/// The page of a program (section 1). `see_also` are pages with their section: "dateline-query(7)".
std::string man_page(const Program& program, const std::vector<std::string>& see_also);

/// A documentation page, which begins with its title, as one of section 7.
std::string man_page_of_topic(const std::string& name, std::string_view markdown);

}  // namespace dateline::cli
