// SPDX-License-Identifier: GPL-2.0-or-later
// The few file operations on which durability rests.
#pragma once

#include "common/disk/fd.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace dateline::disk {

/// The whole file. Throws Error (MachineFailed) when it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// Replaces `path` by a file with `content`: written beside it, fsynced, renamed over it, directory
/// fsynced. A crash leaves the old file or the new one. Throws Error (MachineFailed).
void replace_file(const std::filesystem::path& path, std::string_view content);

/// Makes the directory and those above it that are missing, so that they survive a power cut.
/// Throws Error (MachineFailed).
void make_directories(const std::filesystem::path& directory);

/// A file written from front to end, through a buffer. Not durable before a sync.
class FileWriter {
 public:
  /// Creates or empties `path`. All functions throw Error (MachineFailed).
  explicit FileWriter(std::filesystem::path path);

  void append(std::string_view bytes);
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Writes what is buffered; without it the file is not whole.
  void close();

 private:
  void flush();

  std::filesystem::path path_;
  Fd fd_;
  std::string buffer_;
  std::uint64_t size_ = 0;
};

/// Makes everything below `directory`, itself included, survive a power cut.
void sync_tree(const std::filesystem::path& directory);

/// Makes the names in `directory` survive a power cut.
void sync_directory(const std::filesystem::path& directory);

/// Sum of the sizes of the regular files below `directory`, in bytes.
std::uint64_t tree_bytes(const std::filesystem::path& directory);

}  // namespace dateline::disk
