// SPDX-License-Identifier: GPL-2.0-or-later
// Finding the files to read.
#pragma once

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

  /// Its name in origins and rejects.
  [[nodiscard]] std::string name() const;
};

/// The files at `path`, a directory's in byte order of their paths. Symbolic links inside a
/// directory are not followed, and what is not a regular file becomes a problem. An archive of ours
/// is not a source: its directory is skipped.
std::vector<Source> find_sources(const std::filesystem::path& path);

/// What is at `path` in a directory, judged as in find_sources; empty if nothing is.
std::optional<Source> source_below(const std::filesystem::path& path);

/// What shows, without reading, that a file changed.
struct Stamp {
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;  ///< since 1970
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

/// Empty for what is not a regular file: a pipe has neither size nor time.
std::optional<Stamp> stamp_of(const std::filesystem::path& path);

}  // namespace dateline
