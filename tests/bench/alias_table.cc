// SPDX-License-Identifier: GPL-2.0-or-later
// Builds the alias table.
#include "tests/bench/alias_table.h"

#include <cmath>
#include <numeric>

namespace dateline::bench {
namespace {

constexpr std::uint32_t kWhole = 0xFFFFFFFF;

std::uint32_t share(double part) {
  return static_cast<std::uint32_t>(part * 0x1p32);
}

}  // namespace

AliasTable::AliasTable(const std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  const auto count = static_cast<std::uint32_t>(weights.size());
  std::vector<double> height(count);
  std::vector<std::uint32_t> low;
  std::vector<std::uint32_t> high;
  for (std::uint32_t i = 0; i < count; ++i) {
    columns_.push_back({kWhole, i});
    height[i] = weights[i] * count / sum;
    (height[i] < 1.0 ? low : high).push_back(i);
  }
  // A column that is never filled up is complete, except for rounding: it stays as is.
  while (!low.empty() && !high.empty()) {
    const std::uint32_t small = low.back();
    const std::uint32_t large = high.back();
    low.pop_back();
    columns_[small] = {share(height[small]), large};
    height[large] -= 1.0 - height[small];
    if (height[large] < 1.0) {
      high.pop_back();
      low.push_back(large);
    }
  }
}

std::vector<double> zipf_weights(std::size_t count, double exponent, double shift) {
  std::vector<double> weights;
  weights.reserve(count);
  for (std::size_t rank = 1; rank <= count; ++rank) {
    weights.push_back(std::pow(static_cast<double>(rank) + shift, -exponent));
  }
  return weights;
}

}  // namespace dateline::bench
