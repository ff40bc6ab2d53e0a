// SPDX-License-Identifier: GPL-2.0-or-later
// Writes a glass B-tree from front to end.
#pragma once

#include "common/disk/file.h"
#include "common/glass/block.h"
#include "common/glass/version.h"

#include <array>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>

namespace dateline::glass {

/// Entries come in order of key, so each block is filled once, written, and never read again.
class TableWriter {
 public:
  /// How a tag that no longer fits into the current block is stored.
  enum class Split {
    Whole,  ///< in the next block, undivided if it fits into an item: can be read in place
    Fill,   ///< divided, so that blocks are full
  };

  /// The longest tag that Split::Whole keeps undivided under a key of that length.
  static constexpr std::size_t max_whole_tag(std::size_t key_bytes) {
    return kMaxItemBytes - 3 - key_bytes;
  }

  /// The file is DIRECTORY/`kind`.glass. All functions throw Error (Machine).
  TableWriter(const std::filesystem::path& directory, TableKind kind, Split split);

  /// `key` is not empty and follows all before it. `compressed` tags are raw deflate streams, which
  /// readers inflate. At most some 120 MB a tag.
  void add(std::string_view key, std::string_view tag, bool compressed = false);

  /// Writes what is left. Returns the root.
  Root finish();

 private:
  /// The least key that a block may hold; empty for the first block of a level.
  struct Key {
    std::string bytes;
    unsigned component = 0;
  };

  /// A block being filled: the directory grows from the front, items from the back.
  struct Block {
    std::array<std::uint8_t, kBlockBytes> bytes{};
    std::size_t directory_end = kDirectoryStart;
    std::size_t items_begin = kBlockBytes;
    Key first;

    [[nodiscard]] bool empty() const { return directory_end == kDirectoryStart; }
    [[nodiscard]] bool has_room(std::size_t item) const {
      return items_begin - directory_end >= item + 2;
    }
    std::uint8_t* add_item(std::size_t size);
  };

  void add_leaf_item(std::string_view key, unsigned component, std::string_view part,
                     unsigned flags);
  void add_branch_item(unsigned level, const Key& key, std::uint32_t block);
  /// Writes the block, tells the level above, and empties it.
  void close_block(Block& block, unsigned level);
  std::uint32_t write(Block& block, unsigned level);

  disk::FileWriter file_;
  Split split_;
  Block leaf_;
  std::deque<Block> branches_;  ///< [0] is level 1
  std::uint32_t next_block_ = 0;
  std::string last_key_;
  std::uint64_t entries_ = 0;
};

}  // namespace dateline::glass
