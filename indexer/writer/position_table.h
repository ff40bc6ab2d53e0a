// SPDX-License-Identifier: GPL-2.0-or-later
// The position table of a segment, made from its token streams.
#pragma once

#include "common/glass/version.h"
#include "common/segment/reader.h"

#include <cstddef>
#include <filesystem>

namespace dateline {

/// Tokens inverted together by default; each takes eight bytes of memory.
inline constexpr std::size_t kRunTokens = std::size_t{8} << 20U;

/// Writes DIRECTORY/position.glass with the positions of common/schema.h, and returns its root.
/// Articles are inverted in runs of `run_tokens` words, which wait beside the table and are then
/// merged. Memory: eight bytes a word of a run (64 MB), and some 20 bytes for each distinct word of
/// the segment. Disk: the table's size again while it is written. Throws disk::Damaged, or Error
/// (Machine).
glass::Root write_position_table(const segment::Reader& segment,
                                 const std::filesystem::path& directory,
                                 std::size_t run_tokens = kRunTokens);

}  // namespace dateline
