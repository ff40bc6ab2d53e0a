// SPDX-License-Identifier: GPL-2.0-or-later
// The checksums of a segment's files, block by block.
//
// The file `sums` lies beside the others and never changes, as they do not:
//   8 bytes "DLsums01"
//   for each file, in order of name: its name (length, text), its size, then the sums of its blocks
//     (disk/sums.h), 8 bytes each, little-endian; numbers as in disk/pack.h
// The manifest has size and sum of each file, this one included.
#pragma once

#include "common/disk/sums.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dateline::segment {

/// The name of the file.
inline constexpr const char* kSumsName = "sums";

/// Reads all files of a segment that was just written, and writes `sums`. Returns what the manifest
/// says of each, `sums` included, in order of name. Throws Error (Machine).
std::vector<disk::FileSum> seal(const std::filesystem::path& segment);

/// The sums of a segment's files.
class Sums {
 public:
  /// Of a segment that is being made: none are known.
  Sums() = default;
  /// Of a segment as it was published. Throws Damaged, or Error (Machine).
  Sums(const std::filesystem::path& segment, const std::vector<disk::FileSum>& published);

  /// Of those files that are unchanged since publication; the others count as if they had no bytes.
  static Sums of_sound_files(const std::filesystem::path& segment,
                             const std::vector<disk::FileSum>& published);

  /// Of that file; of a file of no bytes where none was published.
  [[nodiscard]] std::optional<disk::BlockSums> of(const std::string& file) const;

 private:
  bool known_ = false;
  std::map<std::string, disk::BlockSums> files_;
};

}  // namespace dateline::segment
