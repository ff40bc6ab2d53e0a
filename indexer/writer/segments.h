// SPDX-License-Identifier: GPL-2.0-or-later
// Making segments from spooled articles, sealing them, and deciding which to merge.
#pragma once

#include "common/archive/manifest.h"
#include "indexer/writer/inverter.h"
#include "indexer/writer/spool.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace dateline {

/// The most bytes of records in one segment, when a batch of `bytes` is built by `jobs` threads:
/// few enough that the segments being built fit into memory, and no thread is idle for long.
std::uint64_t segment_bytes(std::uint64_t bytes, unsigned jobs);

/// Cuts the articles of one shard, which are in order of publication, into runs of about that size.
std::vector<std::span<const SpoolEntry>> runs(std::span<const SpoolEntry> entries,
                                              std::uint64_t bytes);

/// The path, relative to the archive, of a new segment of that shard for `revision`: the first from
/// `number` on where nothing exists, not even remains of an interrupted run. `number` becomes the
/// one after it.
std::string new_segment_path(const std::filesystem::path& archive, const std::string& shard,
                             std::uint64_t revision, unsigned& number);

/// Builds the segment at `path` from articles in the order given. Not durable, not published.
void build_segment(const std::filesystem::path& path, std::span<const SpoolEntry> entries,
                   const Spool& spool, WordMemory& words);

/// Fills in the files, sizes and checksums of the unpublished segments in `next`, and makes them
/// survive a power cut: `next` may then be published. Throws Error (Machine).
void seal_new_segments(const std::filesystem::path& archive, Manifest& next);

/// This many segments in a shard are left alone.
inline constexpr std::size_t kFewSegments = 7;

/// Which of a shard's segments to merge so that their number stays logarithmic in the shard's size:
/// indexes into `segments`, empty if there are no more than `few`.
std::vector<std::size_t> worth_merging(const std::vector<Segment>& segments,
                                       std::size_t few = kFewSegments);

/// The manifest entry of a merge of `parts` (which it sorts by date); path and bytes are left
/// empty.
Segment merged_entry(std::vector<Segment>& parts);

}  // namespace dateline
