// SPDX-License-Identifier: GPL-2.0-or-later
// Whole files in memory, read-only.
#pragma once

#include <filesystem>
#include <string_view>

namespace dateline::disk {

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

}  // namespace dateline::disk
