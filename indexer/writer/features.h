// SPDX-License-Identifier: GPL-2.0-or-later
// The features of many tables of stories, walked through in order of their value.
#pragma once

#include "common/segment/story_table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace dateline {

/// An article, by its part (of the archive, then the new ones) and docid.
struct Place {
  std::uint32_t part = 0;
  std::uint32_t docid = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// Safe to share between threads once all tables are in it.
class Features {
 public:
  /// `table`, which must not move, is of that part.
  void add(std::uint32_t part, std::span<const segment::Feature> table);

  /// To be called after the last `add`, once. There may be tens of thousands of tables with a few
  /// features each: these are copied into one, with at most that many features of twelve bytes.
  void pool(std::size_t most = std::size_t{4} << 20U);

  class Walk;

 private:
  struct Table {
    std::uint32_t part = 0;
    std::span<const segment::Feature> features;
  };
  struct Pooled {
    std::uint32_t value = 0;
    Place place;
    friend auto operator<=>(const Pooled&, const Pooled&) = default;
  };

  std::vector<Table> tables_;   ///< those that are not pooled
  std::vector<Pooled> pooled_;  ///< sorted
};

/// A walk through the features, from least to greatest. For one thread.
class Features::Walk {
 public:
  /// From the first feature on that is not less than `from`.
  Walk(const Features& features, std::uint32_t from);

  /// The least value not yet passed; none at the end.
  [[nodiscard]] std::optional<std::uint32_t> least() const;

  /// Calls `work` with the place of each feature of that value, in no order, and passes them and
  /// all lesser ones.
  template <typename Work>
  void take(std::uint32_t value, Work work) {
    const auto each = [&](auto& at, const auto* end, auto place_of) {
      for (at = gallop(at, end, value); at != end && at->value == value; ++at) work(place_of(*at));
    };
    each(pooled_at_, end_of_pooled(), [](const Pooled& pooled) { return pooled.place; });
    for (std::size_t i = 0; i < at_.size(); ++i) {
      const std::uint32_t part = features_.tables_[i].part;
      each(at_[i], end_of(i), [&](const segment::Feature& feature) {
        return Place{part, feature.docid};
      });
    }
  }

 private:
  /// The first from `at` on that is not less than `value`; near ones are found fastest.
  template <typename T>
  static const T* gallop(const T* at, const T* end, std::uint32_t value) {
    std::ptrdiff_t step = 1;
    while (step < end - at && at[step].value < value) step *= 2;
    const auto before = [](const T& one, std::uint32_t v) { return one.value < v; };
    return std::lower_bound(at, at + std::min(step + 1, end - at), value, before);
  }

  [[nodiscard]] const segment::Feature* end_of(std::size_t i) const {
    return features_.tables_[i].features.data() + features_.tables_[i].features.size();
  }
  [[nodiscard]] const Pooled* end_of_pooled() const {
    return features_.pooled_.data() + features_.pooled_.size();
  }

  const Features& features_;
  std::vector<const segment::Feature*> at_;  ///< by table
  const Pooled* pooled_at_;
};

}  // namespace dateline
