// SPDX-License-Identifier: GPL-2.0-or-later
// Lists as one text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// "a; b; c"
inline std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string all;
  for (const std::string& part : parts) {
    if (&part != &parts.front()) all += between;
    all += part;
  }
  return all;
}

}  // namespace dateline::text
