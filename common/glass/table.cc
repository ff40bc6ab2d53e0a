// SPDX-License-Identifier: GPL-2.0-or-later
// Every offset is checked before it is followed: a damaged file is an error, never a crash.
#include "common/glass/table.h"

#include "common/disk/pack.h"
#include "common/glass/block.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace dateline::glass {
namespace {

std::size_t directory_end(const std::uint8_t* block) {
  return read2(block + 9);
}

std::string_view text(const std::uint8_t* at, std::size_t size) {
  return {reinterpret_cast<const char*>(at), size};
}

}  // namespace

/// An item of a block. Functions that make one throw Damaged if it is not within the block.
struct Item {
  std::string_view key;
  unsigned component = 1;
  const std::uint8_t* rest = nullptr;  ///< what follows the key and component
  const std::uint8_t* end = nullptr;
  unsigned flags = 0;
  std::uint32_t child = 0;  ///< of a branch item

  static Item of_leaf(const Table& table, const std::uint8_t* block, std::size_t slot) {
    const std::size_t offset = read2(block + slot);
    Item item(table, block, offset, 2);
    const unsigned size = read2(block + offset);
    item.flags = size & ~kSizeMask;
    const std::uint8_t* const end = block + offset + (size & kSizeMask) + kUncounted;
    if (end > item.end) table.damaged(block, "an item ends outside its block");
    item.end = end;
    if ((item.flags & kFirstFlag) == 0) {
      if (item.rest + 2 > end) table.damaged(block, "an item has no component");
      item.component = read2(item.rest);
      item.rest += 2;
    }
    if (item.rest > end) table.damaged(block, "an item is too short");
    return item;
  }

  static Item of_branch(const Table& table, const std::uint8_t* block, std::size_t slot) {
    const std::size_t offset = read2(block + slot);
    Item item(table, block, offset, 4);
    if (item.rest + 2 > item.end) table.damaged(block, "an item ends outside its block");
    item.component = read2(item.rest);
    item.child = read4(block + offset);
    return item;
  }

 private:
  /// `head` bytes precede the key's length.
  Item(const Table& table, const std::uint8_t* block, std::size_t offset, std::size_t head)
      : end(block + kBlockBytes) {
    if (offset + head + 1 > kBlockBytes) table.damaged(block, "an item is outside its block");
    const std::uint8_t* const at = block + offset + head;
    if (at + 1 + at[0] > end) table.damaged(block, "a key is outside its block");
    key = text(at + 1, at[0]);
    rest = at + 1 + at[0];
  }
};

namespace {

bool is_after(const Item& item, std::string_view key, unsigned component) {
  const int order = item.key.compare(key);
  return order > 0 || (order == 0 && item.component > component);
}

/// The last item not after key and component; the item before the first if all are after.
template <typename ReadItem>
std::size_t last_not_after(const Table& table, const std::uint8_t* block, std::size_t from,
                           ReadItem read_item, std::string_view key, unsigned component) {
  std::size_t low = from;  // the answer is before `high`, and not before `low` - 2
  std::size_t high = directory_end(block);
  while (low < high) {
    const std::size_t middle = low + (high - low) / 4 * 2;
    if (is_after(read_item(table, block, middle), key, component)) {
      high = middle;
    } else {
      low = middle + 2;
    }
  }
  return low - 2;
}

}  // namespace

Table::Table(const std::filesystem::path& directory, TableKind kind, const Root& root,
             std::optional<disk::BlockSums> sums)
    : kind_(kind), root_(root) {
  if (root.blocks == 0) return;
  file_ = std::make_unique<disk::MappedFile>(directory / glass::file_name(kind), std::move(sums));
  if (file_->bytes().size() < std::uint64_t{root.blocks} * kBlockBytes) {
    throw disk::Damaged(file_name(), "it is shorter than iamglass says");
  }
}

const std::uint8_t* Table::block(std::uint32_t number, unsigned level) const {
  if (number >= root_.blocks) throw disk::Damaged(file_name(), "a block is outside the file");
  const auto bytes =
      file_->checked(file_->bytes().substr(std::size_t{number} * kBlockBytes, kBlockBytes));
  const auto* const at = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t end = directory_end(at);
  if (at[4] != level || end <= kDirectoryStart || end > kBlockBytes || end % 2 != 1) {
    damaged(at, "the header of the block is damaged");
  }
  return at;
}

std::string Table::file_name() const {
  return glass::file_name(kind_);
}

void Table::damaged(const std::uint8_t* block, const char* what) const {
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(file_->bytes().data());
  const auto number = static_cast<std::size_t>(block - begin) / kBlockBytes;
  throw disk::Damaged(file_name() + ", block " + std::to_string(number), what);
}

void Table::Cursor::damaged(const char* what) const {
  if (path_[0].block == nullptr) throw disk::Damaged(table_->file_name(), what);
  table_->damaged(path_[0].block, what);
}

void Table::Cursor::descend(std::string_view key, unsigned component) {
  unsigned level = table_->root_.level;
  if (level >= kMaxLevels) throw disk::Damaged(table_->file_name(), "the tree is too high");
  leaves_ = 0;
  const std::uint8_t* block = table_->block(table_->root_.block, level);
  for (; level > 0; --level) {
    // The first key of a branch is empty and never after anything.
    const std::size_t item =
        last_not_after(*table_, block, kDirectoryStart + 2, Item::of_branch, key, component);
    path_[level] = {block, item};
    block = table_->block(Item::of_branch(*table_, block, item).child, level - 1);
  }
  path_[0] = {block,
              last_not_after(*table_, block, kDirectoryStart, Item::of_leaf, key, component)};
}

/// Branches that name blocks repeatedly would never end.
void Table::Cursor::enter_leaf() {
  if (++leaves_ > table_->root_.blocks) damaged("blocks are named more than once");
}

bool Table::Cursor::next_item() {
  path_[0].item += 2;
  if (path_[0].item < directory_end(path_[0].block)) return true;
  for (unsigned level = 1; level <= table_->root_.level; ++level) {
    path_[level].item += 2;
    if (path_[level].item >= directory_end(path_[level].block)) continue;
    for (; level > 0; --level) {
      const std::uint32_t child =
          Item::of_branch(*table_, path_[level].block, path_[level].item).child;
      path_[level - 1] = {table_->block(child, level - 1), kDirectoryStart};
    }
    enter_leaf();
    return true;
  }
  return false;
}

bool Table::Cursor::previous_item() {
  for (unsigned level = 0; level <= table_->root_.level; ++level) {
    if (path_[level].item <= kDirectoryStart) continue;
    path_[level].item -= 2;
    for (; level > 0; --level) {
      const std::uint32_t child =
          Item::of_branch(*table_, path_[level].block, path_[level].item).child;
      const std::uint8_t* const block = table_->block(child, level - 1);
      path_[level - 1] = {block, directory_end(block) - 2};
    }
    return true;
  }
  return false;
}

void Table::Cursor::read_item() {
  const Item item = Item::of_leaf(*table_, path_[0].block, path_[0].item);
  key_ = item.key;
  part_ = text(item.rest, static_cast<std::size_t>(item.end - item.rest));
  first_ = (item.flags & kFirstFlag) != 0;
  last_ = (item.flags & kLastFlag) != 0;
  compressed_ = (item.flags & kCompressedFlag) != 0;
}

bool Table::Cursor::seek(std::string_view key) {
  if (!table_->file_) return false;
  descend(key, 1);
  if (path_[0].item >= kDirectoryStart) {
    read_item();
    if (key_ == key) return true;
  }
  return next();
}

bool Table::Cursor::seek_before(std::string_view key) {
  if (!table_->file_) return false;
  descend(key, 1);
  // The keys between blocks are shortened, so a whole block may come after `key`.
  if (path_[0].item < kDirectoryStart && !previous_item()) return false;
  read_item();
  if (!first_) {
    // A later part of a divided tag: its key says where it begins.
    const std::string_view whole = key_;
    descend(whole, 1);
    if (path_[0].item < kDirectoryStart) damaged("the first part of a tag is missing");
    read_item();
  }
  return !key_.empty();
}

bool Table::Cursor::next() {
  do {
    if (!next_item()) return false;
    read_item();
  } while (!first_);
  return true;
}

std::string_view Table::Cursor::tag(std::string& buffer) {
  if (last_) return part_;
  buffer.assign(part_);
  const std::string_view key = key_;
  while (!last_) {
    if (!next_item()) damaged("the end of a tag is missing");
    read_item();
    if (key_ != key || first_) damaged("the end of a tag is missing");
    buffer += part_;
    if (buffer.size() > table_->file_->bytes().size()) damaged("a tag is longer than its file");
  }
  return buffer;
}

}  // namespace dateline::glass
