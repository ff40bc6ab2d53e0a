// SPDX-License-Identifier: GPL-2.0-or-later
// Which files are left out by name: for one run, or for good, as ARCHIVE/ignored says:
//   one pattern a line; empty lines, and lines that begin with '#', say nothing
// The file is for people to edit, and has no checksum.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Patterns as in a shell: '*', '?' and '[…]'. One without '/' is about the name of a file or of a
/// directory; one with '/' about its whole path, and '*' stands for '/' too.
class Patterns {
 public:
  /// `kind` is how what it matches is counted: "excluded" or "ignored".
  void add(const std::vector<std::string>& patterns, std::string_view kind);

  /// The kind of the first pattern that `path` matches; empty if it matches none.
  [[nodiscard]] std::string_view kind_of(const std::filesystem::path& path) const;

 private:
  struct Pattern {
    std::string text;
    std::string_view kind;
  };
  std::vector<Pattern> patterns_;
};

/// As the archive keeps a pattern: one with '/' does not depend on the current directory.
std::string settled_pattern(std::string_view pattern);

/// Those that the archive keeps; none if there is no archive. Throws Error (Damaged) when the file
/// is not one of the archive's own.
std::vector<std::string> ignored_patterns(const std::filesystem::path& archive);

/// Adds those that it does not keep yet, durably. The caller must hold the archive's lock.
void keep_ignored(const std::filesystem::path& archive, const std::vector<std::string>& patterns);

}  // namespace dateline
