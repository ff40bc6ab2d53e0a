// SPDX-License-Identifier: GPL-2.0-or-later
// The few file operations on which durability rests.
#pragma once

#include "common/disk/fd.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::disk {

/// The whole file. Throws Error (Machine) when it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// Makes a new file and opens it, O_WRONLY or O_RDWR. What has that name is removed first; nothing
/// is followed or truncated. None, with errno, when that fails.
Fd create_file(const std::filesystem::path& path, int access, mode_t mode = 0666) noexcept;

/// Writes a new file at `path` and fsyncs it; the name is durable once its directory is. Throws
/// Error (Machine).
void write_file(const std::filesystem::path& path, std::string_view content);

/// Renames a file, over another if there is one. Throws Error (Machine).
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// Replaces `path` with a file of `content`: written beside it, fsynced, renamed over it, directory
/// fsynced. A crash leaves the old file or the new one. Throws Error (Machine).
void replace_file(const std::filesystem::path& path, std::string_view content);

/// Removes a file, so that no power cut brings it back. Returns false if there is none. Throws
/// Error (Machine).
bool remove_file(const std::filesystem::path& path);

/// Creates the directory and missing parents, so that they survive a power cut. Throws Error
/// (Machine).
void make_directories(const std::filesystem::path& directory);

/// A file written from front to end, through a buffer. Not durable before a sync.
class FileWriter {
 public:
  /// Creates a new file at `path`, replacing an existing one. All functions throw Error (Machine).
  explicit FileWriter(std::filesystem::path path);

  void append(std::string_view bytes);
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Writes what is buffered; without it the file is incomplete.
  void close();

 private:
  void flush();

  std::filesystem::path path_;
  Fd fd_;
  std::string buffer_;
  std::uint64_t size_ = 0;
};

/// Makes the bytes of a written file survive a power cut, but not its name.
void sync_file(const std::filesystem::path& path);

/// Makes everything below `directory`, itself included, survive a power cut.
void sync_tree(const std::filesystem::path& directory);

/// Makes the names in `directory` survive a power cut.
void sync_directory(const std::filesystem::path& directory);

/// As sync_tree for each of `trees` and sync_directory for each of `directories`. If there are many
/// trees, the file systems that hold them are synced as a whole, which takes as long as a few
/// files, each of which waits for the disk. Throws Error (Machine), as the two above do.
void sync_all(const std::vector<std::filesystem::path>& trees,
              const std::vector<std::filesystem::path>& directories);

/// Sum of the sizes of the regular files below `directory`, in bytes.
std::uint64_t tree_bytes(const std::filesystem::path& directory);

}  // namespace dateline::disk
