// SPDX-License-Identifier: GPL-2.0-or-later
// Copies of segments for stock Xapian servers.
#pragma once

#include "indexer/writer/merge.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace dateline {

inline constexpr const char* kFactsName = "facts";
inline constexpr const char* kWordsName = "words";

/// Writes one ordinary Xapian database at `output` with the articles of all segments in order of
/// publication, as merge_segments does: the same terms and values, the records as document data,
/// and also the positions of words, so that xapian-tcpsrv answers phrases and NEAR and sends
/// values. Beside it are its table of stories (common/segment/stories.h), its facts and its words
/// (common/archive/served_facts.h), which the archive needs and the server does not. Returns the
/// number of articles. Memory: that of merge_segments, then that of write_position_table. Throws
/// Error (Damaged) naming the segment that cannot be read, or Error (Machine).
std::uint64_t write_served(std::span<const MergeInput> segments,
                           const std::filesystem::path& output);

}  // namespace dateline
