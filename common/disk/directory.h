// SPDX-License-Identifier: GPL-2.0-or-later
// A directory held open: operations happen in it, wherever its path leads meanwhile.
#pragma once

#include "common/disk/fd.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dateline::disk {

/// What a name in a directory is. A link is a Link, wherever it leads.
enum class Kind { Nothing, File, Directory, Link, Other };

/// An entry of a directory.
struct Entry {
  std::string name;
  Kind kind = Kind::Other;
};

/// No function follows a link, so nothing elsewhere is changed.
class Directory {
 public:
  /// The directory at `path`, which may be reached through links. Throws Error (Machine).
  explicit Directory(const std::filesystem::path& path);

  /// The directory of that name in this one; none if it does not exist or cannot be opened.
  [[nodiscard]] std::optional<Directory> below(const std::string& name) const;

  /// All its entries, sorted by name. Throws Error (Machine).
  [[nodiscard]] std::vector<Entry> entries() const;

  [[nodiscard]] Kind kind(const std::string& name) const noexcept;

  /// Removes a file or link, or an empty directory. False, with errno, when that fails.
  bool remove_file(const std::string& name) const noexcept;
  bool remove_directory(const std::string& name) const noexcept;

 private:
  Directory(std::filesystem::path path, Fd fd) : path_(std::move(path)), fd_(std::move(fd)) {}

  std::filesystem::path path_;  ///< for messages
  Fd fd_;
};

}  // namespace dateline::disk
