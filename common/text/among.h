// SPDX-License-Identifier: GPL-2.0-or-later
// Lists of words that are written down in the code.
#pragma once

#include <algorithm>
#include <string_view>

namespace dateline::text {

/// Is `word` one of `words`, letter for letter?
template <typename Words>
constexpr bool is_among(std::string_view word, const Words& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace dateline::text
