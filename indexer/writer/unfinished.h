// SPDX-License-Identifier: GPL-2.0-or-later
// Directories that commands make outside of the archive.
#pragma once

#include "common/archive/manifest.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace dateline {

/// A directory that is marked until all of it is there: the same command, run again after an
/// interruption, goes on in it, and no other takes it for its own. Functions throw Error
/// (Machine).
class Unfinished {
 public:
  /// `mark` is the name of a file in it; `owner` is what stands in that: what is made, and of what.
  Unfinished(std::filesystem::path directory, const char* mark, std::string owner);

  /// True where nothing is, an empty directory, or what the same was interrupted in.
  [[nodiscard]] bool may_begin() const;
  /// Makes the directory, with its mark, before anything else is in it. Both survive a power cut.
  void begin() const;
  /// All is there, durably, and was published as that revision: takes the mark away. Then throws
  /// what failed since it was published: `late`, if anything, or that the mark is still there.
  void end(std::uint64_t revision, const std::optional<PublishedBut>& late) const;

 private:
  std::filesystem::path directory_;
  std::string mark_;
  std::string owner_;
};

}  // namespace dateline
