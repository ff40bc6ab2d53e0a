// SPDX-License-Identifier: GPL-2.0-or-later
// Databases of news export many articles as one page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::html {

/// What a page is that a database exported, and what to do with it; empty for any other page.
std::optional<std::string> database_download(std::string_view page);

}  // namespace dateline::html
