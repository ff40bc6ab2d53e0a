// SPDX-License-Identifier: GPL-2.0-or-later
// Checksums of whole files and of their blocks: XXH3, 64 bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::disk {

/// What a checksum of a block covers, in bytes; the last block of a file may be shorter.
inline constexpr std::size_t kSumBlockBytes = 8192;

std::uint64_t sum_of(std::string_view bytes);

/// The sums of a file's blocks, in order.
using BlockSums = std::vector<std::uint64_t>;

/// A file as it was when it was published.
struct FileSum {
  std::string name;  ///< relative to the segment or to the archive, as needed
  std::uint64_t size = 0;
  std::uint64_t sum = 0;  ///< of the whole file
  friend bool operator==(const FileSum&, const FileSum&) = default;
};

/// Reads the whole file; `blocks`, if any, gets the sums of its blocks. Throws Error
/// (Machine).
FileSum sum_file(const std::filesystem::path& path, std::string name, BlockSums* blocks = nullptr);

/// Writes a file with the sums of the blocks of `path`, durably. Throws Error (Machine).
void write_block_sums(const std::filesystem::path& path, const std::filesystem::path& to);

/// Reads such a file. Throws Damaged, or Error (Machine).
BlockSums read_block_sums(const std::filesystem::path& path, const FileSum& published);

/// Copies a file, durably except for its name. Given what was published: throws Damaged when it
/// differs, and leaves nothing. Throws Error (Machine), too.
void copy_durably(const std::filesystem::path& from, const std::filesystem::path& to,
                  const FileSum& published);
void copy_durably(const std::filesystem::path& from, const std::filesystem::path& to);

/// Gives the file a second name, or copies it if that is impossible. Throws Error (Machine).
void link_or_copy(const std::filesystem::path& from, const std::filesystem::path& to);

/// Throws Damaged, naming the file, when its size or sum differs.
void verify_file(const std::filesystem::path& path, const FileSum& published);

/// The whole file, as it was when it was published. Throws Damaged, or Error (Machine).
std::string read_file(const std::filesystem::path& path, const FileSum& published);

}  // namespace dateline::disk
