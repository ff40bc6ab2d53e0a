// SPDX-License-Identifier: GPL-2.0-or-later
// Segments of format 4, as format 5 has them.
#pragma once

#include <filesystem>

namespace dateline {

/// Writes at `made` what the segment of format 4 at `old` holds: the same documents under the same
/// numbers, with their records. `old` is read completely and checked against its own data. Memory:
/// a few megabytes, whatever its size. Throws disk::Damaged, or Error (Machine).
void convert_segment(const std::filesystem::path& old, const std::filesystem::path& made);

}  // namespace dateline
