// SPDX-License-Identifier: GPL-2.0-or-later
// Marks between spaces; bars on East Asian pages have none.
#include "indexer/readers/html/separators.h"

#include <algorithm>
#include <array>

namespace dateline::html {
namespace {

constexpr auto kBars =
    std::to_array<std::string_view>({" | ", " │ ", "｜", "︱", "丨", "ㅣ", " :: ", " » ", " « "});
constexpr auto kOthers =
    std::to_array<std::string_view>({" - ", " – ", " — ", " -- ", " · ", " • ", " / ", " : "});

template <class Find>
void consider(std::string_view title, Find find, bool later, std::optional<Separator>& best) {
  const auto look_for = [&](std::string_view mark, bool is_bar) {
    const std::size_t at = find(title, mark);
    if (at == std::string_view::npos || at == 0) return;
    if (!best || (later ? at > best->at : at < best->at)) best = {at, mark.size(), is_bar};
  };
  for (const std::string_view bar : kBars) look_for(bar, true);
  for (const std::string_view other : kOthers) look_for(other, false);
}

}  // namespace

std::optional<Separator> first_separator(std::string_view title) {
  std::optional<Separator> best;
  const auto find = [](std::string_view text, std::string_view mark) { return text.find(mark); };
  consider(title, find, false, best);
  return best;
}

std::optional<Separator> last_separator(std::string_view title) {
  std::optional<Separator> best;
  const auto find = [](std::string_view text, std::string_view mark) { return text.rfind(mark); };
  consider(title, find, true, best);
  return best;
}

}  // namespace dateline::html
