// SPDX-License-Identifier: GPL-2.0-or-later
// Bottom up: a written leaf is entered in level 1, a full branch in the level above.
#include "common/glass/table_writer.h"

#include <algorithm>

namespace dateline::glass {
namespace {

/// A part smaller than this is not worth an item of its own (Split::Fill).
constexpr std::size_t kLeastPart = 64;
constexpr std::uint32_t kBlockRevision = 1;

/// The shortest key that is greater than `before` and not greater than `key`.
std::string_view separating(std::string_view before, std::string_view key) {
  const auto differs = std::mismatch(before.begin(), before.end(), key.begin(), key.end()).second;
  return key.substr(0, static_cast<std::size_t>(differs - key.begin()) + 1);
}

}  // namespace

std::uint8_t* TableWriter::Block::add_item(std::size_t size) {
  items_begin -= size;
  write2(&bytes[directory_end], items_begin);
  directory_end += 2;
  return &bytes[items_begin];
}

TableWriter::TableWriter(const std::filesystem::path& directory, TableKind kind, Split split)
    : file_(directory / file_name(kind)), split_(split) {
  // Every table begins with an item without key and tag.
  add_leaf_item({}, 1, {}, kFirstFlag | kLastFlag);
}

void TableWriter::add_leaf_item(std::string_view key, unsigned component, std::string_view part,
                                unsigned flags) {
  const std::size_t head = 3 + key.size() + (component == 1 ? 0 : 2);
  const std::size_t size = head + part.size();
  if (!leaf_.has_room(size)) {
    close_block(leaf_, 0);
    leaf_.first = {std::string(separating(last_key_, key)), component};
  }
  std::uint8_t* const at = leaf_.add_item(size);
  write2(at, (size - kUncounted) | flags);
  at[2] = static_cast<std::uint8_t>(key.size());
  std::copy(key.begin(), key.end(), at + 3);
  if (component != 1) write2(at + 3 + key.size(), component);
  std::copy(part.begin(), part.end(), at + head);
  last_key_.assign(key);
}

void TableWriter::add(std::string_view key, std::string_view tag, bool compressed) {
  const unsigned flags = compressed ? kCompressedFlag : 0;
  const std::size_t room = kMaxItemBytes - 3 - key.size();  // of a first item; later ones have
                                                            // two bytes less
  ++entries_;
  std::size_t part = std::min(room, tag.size());
  if (split_ == Split::Fill || tag.size() > room) {
    const std::size_t head = 2 + 3 + key.size();
    const std::size_t free = leaf_.items_begin - leaf_.directory_end;
    const std::size_t here = free < head ? 0 : free - head;
    if (here >= kLeastPart && here < part) part = here;
  }
  for (unsigned component = 1;; ++component) {
    const bool last = part == tag.size();
    add_leaf_item(key, component, tag.substr(0, part),
                  flags | (component == 1 ? kFirstFlag : 0) | (last ? kLastFlag : 0));
    if (last) return;
    tag.remove_prefix(part);
    part = std::min(room - 2, tag.size());
  }
}

void TableWriter::add_branch_item(unsigned level, const Key& key, std::uint32_t block) {
  if (branches_.size() < level) branches_.emplace_back();
  Block& branch = branches_[level - 1];
  // A branch's first key repeats the level above, and is left out.
  const Key none;
  const Key* own = &key;
  if (!branch.empty() && !branch.has_room(7 + key.bytes.size())) close_block(branch, level);
  if (branch.empty()) {
    branch.first = key;
    own = &none;
  }
  std::uint8_t* const at = branch.add_item(7 + own->bytes.size());
  write4(at, block);
  at[4] = static_cast<std::uint8_t>(own->bytes.size());
  std::copy(own->bytes.begin(), own->bytes.end(), at + 5);
  write2(at + 5 + own->bytes.size(), own->component);
}

void TableWriter::close_block(Block& block, unsigned level) {
  const Key first = std::move(block.first);
  add_branch_item(level + 1, first, write(block, level));
}

std::uint32_t TableWriter::write(Block& block, unsigned level) {
  const std::size_t free = block.items_begin - block.directory_end;
  write4(block.bytes.data(), kBlockRevision);
  block.bytes[4] = static_cast<std::uint8_t>(level);
  write2(&block.bytes[5], free);
  write2(&block.bytes[7], free);
  write2(&block.bytes[9], block.directory_end);
  // Remains of an earlier block between directory and items would only confuse.
  std::fill_n(block.bytes.begin() + static_cast<std::ptrdiff_t>(block.directory_end), free,
              std::uint8_t{0});
  file_.append({reinterpret_cast<const char*>(block.bytes.data()), kBlockBytes});
  block.directory_end = kDirectoryStart;
  block.items_begin = kBlockBytes;
  return next_block_++;
}

Root TableWriter::finish() {
  Root root;
  root.entries = entries_;
  if (branches_.empty()) {
    root.block = write(leaf_, 0);
  } else {
    close_block(leaf_, 0);
    // Closing a block may add a level.
    for (root.level = 1; root.level < branches_.size(); ++root.level) {
      close_block(branches_[root.level - 1], root.level);
    }
    root.block = write(branches_.back(), root.level);
  }
  root.blocks = next_block_;
  file_.close();
  return root;
}

}  // namespace dateline::glass
