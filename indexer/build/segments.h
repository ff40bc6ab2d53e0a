// SPDX-License-Identifier: GPL-2.0-or-later
// Making segments: from spooled articles, from other segments, and from one by taking articles out.
#pragma once

#include "common/archive/manifest.h"
#include "indexer/build/analyzer.h"
#include "indexer/build/spool.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

/// Articles and bytes of records in one small segment. Xapian's inverter is a tree in memory that
/// misses the cache: building a few hundred articles at a time and merging is measured to be 2–4
/// times faster than one large batch.
inline constexpr std::size_t kSegmentArticles = 300;
inline constexpr std::size_t kSegmentBytes = std::size_t{4} << 20U;

/// Builds a scratch database at `path` of articles in the order given. Not durable, not published.
/// `builders` is how many such calls share the disk's free space at a time. Returns the bytes of
/// the records.
std::uint64_t build_scratch(const std::filesystem::path& path, std::span<const SpoolEntry> entries,
                            const Spool& spool, Analyzer& analyzer, unsigned builders);

/// Concatenates databases, in order, into a compact one at `output`. `scratch` is a directory for
/// intermediate results.
void merge_databases(const std::vector<std::filesystem::path>& inputs,
                     const std::filesystem::path& output, const std::filesystem::path& scratch);

/// Copies the database at `input` to `output` without the documents `gone`. Returns how many
/// remain.
std::uint64_t copy_without(const std::filesystem::path& input, const std::filesystem::path& output,
                           const std::vector<Xapian::docid>& gone);

/// Which of a shard's segments to merge so that their number stays logarithmic in the shard's size:
/// indexes into `segments`, empty when there are few enough.
std::vector<std::size_t> worth_merging(const std::vector<Segment>& segments);

/// The manifest entry of a merge of `parts` (which it sorts by date); path and bytes are left open.
Segment merged_entry(std::vector<Segment>& parts);

}  // namespace dateline
