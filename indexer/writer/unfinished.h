// SPDX-License-Identifier: GPL-2.0-or-later
// Directories that commands create outside the archive.
#pragma once

#include "common/archive/manifest.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace dateline {

/// A directory that is marked until it is complete: the same command, run again after an
/// interruption, continues in it, and no other uses it. Functions throw Error
/// (Machine).
class Unfinished {
 public:
  /// `mark` is the name of a file in it; `owner` is its content: what is made, and from what.
  Unfinished(std::filesystem::path directory, const char* mark, std::string owner);

  /// True if nothing is there, or an empty directory, or one in which the same was interrupted.
  [[nodiscard]] bool may_begin() const;
  /// Creates the directory with its mark, before anything else is in it. Both survive a power cut.
  void begin() const;
  /// Everything is there, durably, and was published as that revision: removes the mark. Then
  /// throws what failed since publication: `late`, if anything, or that the mark is still there.
  void end(std::uint64_t revision, const std::optional<PublishedBut>& late) const;

 private:
  std::filesystem::path directory_;
  std::string mark_;
  std::string owner_;
};

}  // namespace dateline
