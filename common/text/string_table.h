// SPDX-License-Identifier: GPL-2.0-or-later
// Strings and their numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::text {

/// Numbers distinct strings 0, 1, 2, … in order of arrival. A flat table of hashes: the tree or
/// list of nodes of a standard container misses the cache several times for each look, and words
/// are looked up more often than anything else.
class StringTable {
 public:
  StringTable();

  /// The string's number, and whether it is new. Strings are at most 64 KiB long.
  std::pair<std::uint32_t, bool> insert(std::string_view text);

  /// Valid until `clear`.
  [[nodiscard]] std::string_view operator[](std::uint32_t number) const { return strings_[number]; }
  [[nodiscard]] std::size_t size() const noexcept { return strings_.size(); }
  void clear();

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kEmpty;
  };
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFF;
  static constexpr std::size_t kArenaBytes = std::size_t{1} << 20U;

  std::string_view keep(std::string_view text);
  void grow();

  std::vector<Slot> slots_;  ///< a power of two, at most half full
  std::vector<std::string_view> strings_;
  std::vector<std::unique_ptr<char[]>> arenas_;
  std::size_t arena_left_ = 0;
};

}  // namespace dateline::text
