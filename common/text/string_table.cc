// SPDX-License-Identifier: GPL-2.0-or-later
// Open addressing with linear probing; the strings lie in arenas.
#include "common/text/string_table.h"

#include <algorithm>

#include <xxhash.h>

namespace dateline::text {
namespace {

constexpr std::size_t kFirstSlots = 1024;

}  // namespace

StringTable::StringTable() : slots_(kFirstSlots) {}

std::pair<std::uint32_t, bool> StringTable::insert(std::string_view text) {
  if (2 * (strings_.size() + 1) > slots_.size()) grow();
  const auto hash = static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()));
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].number != kEmpty; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && strings_[slots_[at].number] == text) {
      return {slots_[at].number, false};
    }
  }
  const auto number = static_cast<std::uint32_t>(strings_.size());
  slots_[at] = {hash, number};
  strings_.push_back(keep(text));
  return {number, true};
}

std::string_view StringTable::keep(std::string_view text) {
  if (arenas_.empty() || text.size() > arena_left_) {
    arena_left_ = std::max(kArenaBytes, text.size());
    arenas_.push_back(std::make_unique_for_overwrite<char[]>(arena_left_));
  }
  // Filled from the back, so that what is left is all there is to know.
  arena_left_ -= text.size();
  char* const to = arenas_.back().get() + arena_left_;
  std::copy(text.begin(), text.end(), to);
  return {to, text.size()};
}

void StringTable::grow() {
  std::vector<Slot> old(2 * slots_.size());
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == kEmpty) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].number != kEmpty) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

void StringTable::clear() {
  slots_.assign(kFirstSlots, {});
  strings_.clear();
  arenas_.clear();
  arena_left_ = 0;
}

}  // namespace dateline::text
