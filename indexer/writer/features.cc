// SPDX-License-Identifier: GPL-2.0-or-later
// The smallest tables are pooled first.
#include "indexer/writer/features.h"

namespace dateline {
void Features::add(std::uint32_t part, std::span<const segment::Feature> table) {
  if (!table.empty()) tables_.push_back({part, table});
}

void Features::pool(std::size_t most) {
  std::sort(tables_.begin(), tables_.end(),
            [](const Table& a, const Table& b) { return a.features.size() > b.features.size(); });
  while (!tables_.empty() && pooled_.size() + tables_.back().features.size() <= most) {
    const Table& table = tables_.back();
    for (const segment::Feature& feature : table.features) {
      pooled_.push_back({feature.value, {table.part, feature.docid}});
    }
    tables_.pop_back();
  }
  std::sort(pooled_.begin(), pooled_.end());
}

Features::Walk::Walk(const Features& features, std::uint32_t from)
    : features_(features), pooled_at_(features.pooled_.data()) {
  for (const Table& table : features.tables_) at_.push_back(table.features.data());
  for (std::size_t i = 0; i < at_.size(); ++i) at_[i] = gallop(at_[i], end_of(i), from);
  pooled_at_ = gallop(pooled_at_, end_of_pooled(), from);
}

std::optional<std::uint32_t> Features::Walk::least() const {
  std::optional<std::uint32_t> least;
  const auto look = [&](const auto* at, const auto* end) {
    if (at != end && (!least || at->value < *least)) least = at->value;
  };
  look(pooled_at_, end_of_pooled());
  for (std::size_t i = 0; i < at_.size(); ++i) look(at_[i], end_of(i));
  return least;
}

}  // namespace dateline
