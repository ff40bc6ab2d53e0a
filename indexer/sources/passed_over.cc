// SPDX-License-Identifier: GPL-2.0-or-later
// Kinds in words.
#include "indexer/sources/passed_over.h"

#include "common/terminal/terminal.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline {
namespace {

/// Kinds that are no nouns have no plural.
constexpr std::array<std::string_view, 5> kNoNouns = {"of the desktop", "hidden", "empty",
                                                      "excluded", "ignored"};

std::string counted(const std::string& kind, std::uint64_t count) {
  const bool is_noun = std::find(kNoNouns.begin(), kNoNouns.end(), kind) == kNoNouns.end();
  return fmt::format("{} {}{}", with_thousands(count), kind, is_noun && count != 1 ? "s" : "");
}

}  // namespace

std::uint64_t sum_of(const PassedOver& kinds) {
  return std::accumulate(kinds.begin(), kinds.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& kind) { return sum + kind.second; });
}

std::string text_of(const PassedOver& kinds) {
  std::vector<std::pair<std::string, std::uint64_t>> sorted(kinds.begin(), kinds.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> texts;
  for (const auto& [kind, count] : sorted) texts.push_back(counted(kind, count));
  return fmt::format("{}", fmt::join(texts, ", "));
}

}  // namespace dateline
