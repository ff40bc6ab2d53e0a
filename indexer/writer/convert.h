// SPDX-License-Identifier: GPL-2.0-or-later
// Segments of older formats in today's.
#pragma once

#include <filesystem>

namespace dateline {

/// How a file that stays as it is comes into the new segment.
enum class Unchanged { Linked, Copied };

/// Writes at `made` what the segment of format 4 at `old` holds: the same documents under the same
/// numbers. `old` is read whole and compared with all that it says of itself, each article with the
/// digest that was made when it was indexed. Memory: a few megabytes, whatever its size. Throws
/// Error (Damaged) naming `old` where it is damaged, or Error (Machine).
void convert_segment(const std::filesystem::path& old, const std::filesystem::path& made,
                     Unchanged unchanged);

}  // namespace dateline
