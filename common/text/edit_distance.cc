// SPDX-License-Identifier: GPL-2.0-or-later
// Three rows of the table of distances between prefixes.
#include "common/text/edit_distance.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <unicode/utf8.h>

namespace dateline::text {
namespace {

std::u32string code_points(std::string_view text) {
  std::u32string points;
  const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    UChar32 c = 0;
    U8_NEXT(data, i, text.size(), c);
    points += static_cast<char32_t>(c);
  }
  return points;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most) {
  const std::u32string left = code_points(a);
  const std::u32string right = code_points(b);
  const std::size_t longer = std::max(left.size(), right.size());
  if (longer - std::min(left.size(), right.size()) > most) return most + 1;
  std::vector<std::size_t> before(right.size() + 1);
  std::vector<std::size_t> row(right.size() + 1);
  std::vector<std::size_t> next(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const bool same = left[i - 1] == right[j - 1];
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        next[j] = std::min(next[j], before[j - 2] + 1);
      }
    }
    // What follows is built on this row, or, for a swap, on the one before.
    if (std::min(*std::min_element(next.begin(), next.end()),
                 *std::min_element(row.begin(), row.end()) + 1) > most) {
      return most + 1;
    }
    std::swap(before, row);
    std::swap(row, next);
  }
  return std::min(row[right.size()], most + 1);
}

}  // namespace dateline::text
