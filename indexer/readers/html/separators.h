// SPDX-License-Identifier: GPL-2.0-or-later
// What separates a headline from the site's name in a page's title.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dateline::html {

struct Separator {
  std::size_t at = 0;
  std::size_t size = 0;
  bool is_bar = false;  ///< one that no headline contains
};

/// The first and the last with text before it.
std::optional<Separator> first_separator(std::string_view title);
std::optional<Separator> last_separator(std::string_view title);

}  // namespace dateline::html
