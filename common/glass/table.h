// SPDX-License-Identifier: GPL-2.0-or-later
// Reads a glass B-tree in place.
#pragma once

#include "common/disk/mapped.h"
#include "common/glass/version.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::glass {

/// A table mapped into memory. Safe to share between threads; each uses its own cursors.
class Table {
 public:
  /// Opens DIRECTORY/`kind`.glass; a table without entries needs no file. Throws disk::Damaged, or
  /// Error (Machine) when the file cannot be read.
  /// `sums` are of the file's blocks, if known.
  Table(const std::filesystem::path& directory, TableKind kind, const Root& root,
        std::optional<disk::BlockSums> sums = std::nullopt);

  /// A place in the table. All functions throw disk::Damaged.
  class Cursor {
   public:
    explicit Cursor(const Table& table) : table_(&table) {}

    /// Goes to the first entry whose key is not less than `key`; false when there is none.
    bool seek(std::string_view key);
    /// Goes to the last entry whose key is not greater than `key`; false when there is none.
    bool seek_before(std::string_view key);
    /// Goes to the next entry; false at the end.
    bool next();

    /// Valid as long as the table.
    [[nodiscard]] std::string_view key() const { return key_; }
    /// The tag as stored. In place if undivided, otherwise assembled in `buffer`. A divided tag
    /// leaves the cursor at its last part, from which `next` continues.
    std::string_view tag(std::string& buffer);
    /// The tag is a raw deflate stream.
    [[nodiscard]] bool compressed() const { return compressed_; }
    /// Throws Damaged, naming the file and the block of the entry.
    [[noreturn, gnu::cold]] void damaged(const char* what) const;

   private:
    static constexpr std::size_t kMaxLevels = 10;

    /// Goes down to the last item whose key and component are not greater.
    void descend(std::string_view key, unsigned component);
    bool next_item();
    bool previous_item();
    void read_item();
    void enter_leaf();

    const Table* table_;
    struct Step {
      const std::uint8_t* block = nullptr;
      std::size_t item = 0;  ///< offset into the directory
    };
    std::array<Step, kMaxLevels> path_{};  ///< [0] is the leaf
    std::string_view key_;
    std::string_view part_;
    bool first_ = false;
    bool last_ = false;
    bool compressed_ = false;
    std::uint32_t leaves_ = 0;  ///< passed since the tree was last searched
  };

  /// "postlist.glass": for errors.
  [[nodiscard]] std::string file_name() const;

 private:
  [[nodiscard]] const std::uint8_t* block(std::uint32_t number, unsigned level) const;
  /// Throws Damaged, naming the file and the block.
  [[noreturn]] void damaged(const std::uint8_t* block, const char* what) const;

  friend struct Item;

  std::unique_ptr<disk::MappedFile> file_;  ///< none for a table without entries
  TableKind kind_;
  Root root_;
};

}  // namespace dateline::glass
