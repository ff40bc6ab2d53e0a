// SPDX-License-Identifier: GPL-2.0-or-later
// Finding the files to read.
#pragma once

#include "indexer/sources/patterns.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

/// A path to read, or why it cannot be read.
struct Source {
  std::filesystem::path path;  ///< "-" is standard input
  std::string problem;         ///< empty when readable so far
  /// Why it holds no article, as it is counted: "empty", "symbolic link"; empty if it may hold
  /// some.
  std::string passed_over = {};

  /// Its name in origins and rejects.
  [[nodiscard]] std::string name() const;
};

/// The files at `path`, a directory's in byte order of their paths. Passed over are, inside a
/// directory, symbolic links, what is not a regular file and hidden names; everywhere, empty files
/// and directories, what desktops leave, and what `left_out` matches. An archive of ours is not a
/// source: its directory is skipped.
std::vector<Source> find_sources(const std::filesystem::path& path, const Patterns& left_out = {});

/// What is at `path` below the directory `root`, judged as in find_sources; empty if nothing is, or
/// a directory, whose files are sources.
std::optional<Source> source_below(const std::filesystem::path& root,
                                   const std::filesystem::path& path,
                                   const Patterns& left_out = {});

/// What shows, without reading, that a file changed.
struct Stamp {
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;  ///< since 1970
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

/// Empty for what is not a regular file: a pipe has neither size nor time.
std::optional<Stamp> stamp_of(const std::filesystem::path& path);

}  // namespace dateline
