// SPDX-License-Identifier: GPL-2.0-or-later
// Open addressing with linear probing; the strings are in arenas.
#include "common/text/string_table.h"

#include <algorithm>
#include <cstring>

#include <xxhash.h>

namespace dateline::text {
namespace {

constexpr std::size_t kFirstSlots = 1024;

}  // namespace

StringTable::StringTable() : slots_(kFirstSlots) {}

StringTable::Key StringTable::key_of(std::string_view text, std::uint64_t hash) {
  constexpr char kLong = '\xFF';
  Key key{};
  if (text.size() < key.size()) {
    key[0] = static_cast<char>(text.size());
    std::copy(text.begin(), text.end(), key.begin() + 1);
  } else {
    key[0] = kLong;
    std::memcpy(key.data() + key.size() - sizeof hash, &hash, sizeof hash);
  }
  return key;
}

std::pair<std::uint32_t, bool> StringTable::insert(std::string_view text) {
  if (2 * (strings_.size() + 1) > slots_.size()) grow();
  const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
  const Key key = key_of(text, hash);
  const bool is_whole = text.size() < key.size();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].number != kEmpty; at = (at + 1) & mask) {
    if (slots_[at].key == key && (is_whole || strings_[slots_[at].number] == text)) {
      return {slots_[at].number, false};
    }
  }
  const auto number = static_cast<std::uint32_t>(strings_.size());
  slots_[at] = {number, key};
  strings_.push_back(keep(text));
  return {number, true};
}

std::string_view StringTable::keep(std::string_view text) {
  if (arenas_.empty() || text.size() > arena_left_) {
    arena_left_ = std::max(kArenaBytes, text.size());
    arenas_.push_back(std::make_unique_for_overwrite<char[]>(arena_left_));
  }
  // Filled from the back, so that only the rest must be remembered.
  arena_left_ -= text.size();
  char* const to = arenas_.back().get() + arena_left_;
  std::copy(text.begin(), text.end(), to);
  return {to, text.size()};
}

void StringTable::grow() {
  slots_.assign(2 * slots_.size(), {});
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t number = 0; number < strings_.size(); ++number) {
    const std::string_view text = strings_[number];
    const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
    std::size_t at = hash & mask;
    while (slots_[at].number != kEmpty) at = (at + 1) & mask;
    slots_[at] = {number, key_of(text, hash)};
  }
}

void StringTable::clear() {
  slots_.assign(kFirstSlots, {});
  strings_.clear();
  arenas_.clear();
  arena_left_ = 0;
}

}  // namespace dateline::text
