// SPDX-License-Identifier: GPL-2.0-or-later
// Draws from any discrete distribution in constant time.
#pragma once

#include "tests/bench/rng.h"

#include <cstdint>
#include <vector>

namespace dateline::bench {

/// Walker's alias method, built as in Vose 1991.
class AliasTable {
 public:
  /// `weights` are positive and need not sum to one.
  explicit AliasTable(const std::vector<double>& weights);

  /// The index of a weight, as often as the weight says.
  std::uint32_t sample(Rng& rng) const {
    const std::uint64_t bits = rng.next();
    const auto index = static_cast<std::uint32_t>(((bits >> 32U) * columns_.size()) >> 32U);
    const Column& column = columns_[index];
    return static_cast<std::uint32_t>(bits) < column.keep ? index : column.other;
  }

 private:
  struct Column {
    std::uint32_t keep;   ///< the column's own share of it, in units of 2^-32
    std::uint32_t other;  ///< whose the rest is
  };
  std::vector<Column> columns_;
};

/// Weights 1/(rank + shift)^exponent for rank 1…count: Zipf's law, with Mandelbrot's shift.
std::vector<double> zipf_weights(std::size_t count, double exponent, double shift);

}  // namespace dateline::bench
