// SPDX-License-Identifier: GPL-2.0-or-later
// Converts segments of older formats to the current one.
#pragma once

#include <filesystem>

namespace dateline {

/// How an unchanged file gets into the new segment.
enum class Unchanged { Linked, Copied };

/// Writes at `made` what the segment of format 4 at `old` holds: the same documents under the same
/// numbers. `old` is read completely and checked against its own data, each article against the
/// digest from when it was indexed. Memory: a few megabytes, whatever its size. Throws Error
/// (Damaged) naming `old` if it is damaged, or Error (Machine).
void convert_segment(const std::filesystem::path& old, const std::filesystem::path& made,
                     Unchanged unchanged);

}  // namespace dateline
