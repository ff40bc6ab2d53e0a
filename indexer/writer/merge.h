// SPDX-License-Identifier: GPL-2.0-or-later
// Several segments into one.
#pragma once

#include "common/disk/sums.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <vector>

namespace dateline {

/// A segment to merge, and the documents to leave out.
struct MergeInput {
  std::filesystem::path path;
  std::vector<disk::FileSum> files = {};  ///< as published; none while it is being built
  std::set<std::uint32_t> gone = {};
};

/// What the result is for.
enum class MergeFor {
  Now,      ///< soon to be merged again
  Keeping,  ///< to be small: records take longer to compress, but no longer to read
  Serving,  ///< a copy for servers, which have the values of all slots
};

/// Writes a segment at `output` with the articles of all inputs in order of publication; for equal
/// dates the earlier input comes first. Returns the number of articles; nothing is written if it
/// would be 0. Memory: some 30 bytes an article. Throws Error (Damaged) naming the input that
/// cannot be read, or Error (Machine).
std::uint64_t merge_segments(std::span<const MergeInput> inputs,
                             const std::filesystem::path& output, MergeFor use = MergeFor::Now);

}  // namespace dateline
