// SPDX-License-Identifier: GPL-2.0-or-later
// What stands between a headline and the name of the site in the title of a page.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dateline::html {

struct Separator {
  std::size_t at = 0;
  std::size_t size = 0;
  bool is_bar = false;  ///< one that no headline holds
};

/// The first and the last with text before it.
std::optional<Separator> first_separator(std::string_view title);
std::optional<Separator> last_separator(std::string_view title);

}  // namespace dateline::html
