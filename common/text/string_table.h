// SPDX-License-Identifier: GPL-2.0-or-later
// Strings and their numbers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::text {

/// Numbers distinct strings 0, 1, 2, … in order of arrival. A flat table that holds short strings
/// itself: the nodes of a standard container miss the cache several times per lookup, and words are
/// looked up more often than anything else.
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
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFF;

  /// What is compared first, and usually suffices: the length of a short string and its bytes, or
  /// the hash of a longer one.
  using Key = std::array<char, 12>;
  struct Slot {
    std::uint32_t number = kEmpty;
    Key key{};
  };
  static constexpr std::size_t kArenaBytes = std::size_t{1} << 20U;

  static Key key_of(std::string_view text, std::uint64_t hash);
  std::string_view keep(std::string_view text);
  void grow();

  std::vector<Slot> slots_;  ///< a power of two, at most half full
  std::vector<std::string_view> strings_;
  std::vector<std::unique_ptr<char[]>> arenas_;
  std::size_t arena_left_ = 0;
};

}  // namespace dateline::text
