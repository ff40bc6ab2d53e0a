// SPDX-License-Identifier: GPL-2.0-or-later
// The few file operations on which durability rests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace dateline {

/// The whole file. Throws Error (MachineFailed) when it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// Replaces `path` by a file with `content`: written beside it, fsynced, renamed over it, directory
/// fsynced. A crash leaves the old file or the new one. Throws Error (MachineFailed).
void replace_file(const std::filesystem::path& path, std::string_view content);

/// A file written from front to end, through a buffer. Not durable before a sync.
class FileWriter {
 public:
  /// Creates or empties `path`. All functions throw Error (MachineFailed).
  explicit FileWriter(std::filesystem::path path);
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  ~FileWriter();

  void append(std::string_view bytes);
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Writes what is buffered; without it the file is not whole.
  void close();

 private:
  void flush();

  std::filesystem::path path_;
  int fd_;
  std::string buffer_;
  std::uint64_t size_ = 0;
};

/// A whole file in memory, read-only, as the system pages it in. What was read stays there as long
/// as the system has room, and counts as the process's memory: see `let_go_of_pages`.
class MappedFile {
 public:
  /// Throws Error (MachineFailed).
  explicit MappedFile(const std::filesystem::path& path);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }

 private:
  friend void let_go_of_pages();

  std::string_view bytes_;
};

/// Once more than 200 MB of mapped files are in the process's memory, has it let go of them all;
/// who reads on in one finds it in the system's cache, which takes its time. To be called now and
/// then by who goes through many articles once. Safe while other threads read.
void let_go_of_pages();

/// Makes everything below `directory`, itself included, survive a power cut.
void sync_tree(const std::filesystem::path& directory);

/// Makes the names in `directory` survive a power cut.
void sync_directory(const std::filesystem::path& directory);

/// Sum of the sizes of the regular files below `directory`, in bytes.
std::uint64_t tree_bytes(const std::filesystem::path& directory);

}  // namespace dateline
