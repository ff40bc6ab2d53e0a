// SPDX-License-Identifier: GPL-2.0-or-later
// Which articles each file held when it was read last.
//
// Kept beside the lists of files read (indexer/sources/checkpoint.h), in files that the manifest
// names, oldest first; a later one's entry for a path stands for an earlier one's. See arrays.h,
// and Footer in the .cc. Each is more than twice as large as the next.
#pragma once

#include "common/archive/manifest.h"
#include "common/disk/arrays.h"
#include "indexer/sources/id_hash.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// A file, and the ids that its articles have in the archive, or had.
struct FileContents {
  std::string path;         ///< absolute
  std::vector<IdHash> ids;  ///< sorted, each once
};

/// The path under which a file is listed.
std::string listed_path(const std::filesystem::path& path);

class Contents {
 public:
  Contents() = default;
  /// For an archive at one revision. All functions throw disk::Damaged, or Error (Machine).
  Contents(const std::filesystem::path& directory, const Manifest& manifest);

  /// What that file held; nothing if it is not listed.
  [[nodiscard]] std::optional<std::span<const IdHash>> of(std::string_view path) const;
  /// Calls `visit` once for each file.
  void each(const std::function<void(std::string_view path, std::span<const IdHash>)>& visit) const;

  /// Reads all of it.
  void verify() const;

 private:
  struct List {
    disk::ArrayFile file;
    disk::Parts<std::uint64_t> paths;  ///< in order of their bytes
    disk::Array<std::uint64_t> ends;   ///< of each file's ids
    disk::Array<IdHash> ids;

    explicit List(const std::filesystem::path& path);
    [[nodiscard]] std::optional<std::size_t> find(std::string_view path) const;
    [[nodiscard]] std::span<const IdHash> ids_of(std::size_t i) const;
  };
  friend void add_contents(const std::filesystem::path& directory, const std::string& name,
                           std::vector<FileContents> contents, Manifest& next);

  std::vector<List> lists_;
};

/// Adds `contents` to what `next` names, in a new file of that name, durably.
void add_contents(const std::filesystem::path& directory, const std::string& name,
                  std::vector<FileContents> contents, Manifest& next);

}  // namespace dateline
