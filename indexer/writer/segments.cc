// SPDX-License-Identifier: GPL-2.0-or-later
// Sizes of segments.
#include "indexer/writer/segments.h"

#include "common/archive/layout.h"
#include "common/disk/file.h"
#include "common/fields/record.h"
#include "common/segment/sums.h"

#include <algorithm>
#include <numeric>
#include <set>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Building holds about two thirds of this in memory.
constexpr std::uint64_t kMostBytes = std::uint64_t{160} << 20U;

/// Less is not worth its own segment.
constexpr std::uint64_t kLeastBytes = std::uint64_t{8} << 20U;

}  // namespace

std::uint64_t segment_bytes(std::uint64_t bytes, unsigned jobs) {
  return std::clamp(bytes / (2 * std::uint64_t{jobs}), kLeastBytes, kMostBytes);
}

std::vector<std::span<const SpoolEntry>> runs(std::span<const SpoolEntry> entries,
                                              std::uint64_t bytes) {
  std::vector<std::span<const SpoolEntry>> all;
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin;
    for (std::uint64_t run = 0; end < entries.size() && run < bytes; ++end) {
      run += entries[end].length;
    }
    all.push_back(entries.subspan(begin, end - begin));
    begin = end;
  }
  return all;
}

std::string new_segment_path(const std::filesystem::path& archive, const std::string& shard,
                             std::uint64_t revision, unsigned& number) {
  for (;;) {
    std::string path = fmt::format("{}/{}/{}-{}", kShardsName, shard, revision, number++);
    if (!std::filesystem::exists(std::filesystem::symlink_status(archive / path))) return path;
  }
}

void build_segment(const std::filesystem::path& path, std::span<const SpoolEntry> entries,
                   const Spool& spool, WordMemory& words) {
  Inverter inverter(path, words);
  for (const SpoolEntry& entry : entries) {
    const std::string record = spool.read(entry);
    inverter.add(article_from_record(record), record, {entry.digest.data(), entry.digest.size()});
  }
  inverter.finish();
}

void seal_new_segments(const std::filesystem::path& archive, Manifest& next) {
  std::vector<std::filesystem::path> made;
  std::set<std::filesystem::path> above;
  for (Shard& shard : next.shards) {
    for (Segment& segment : shard.segments) {
      if (!segment.files.empty()) continue;  // published before
      made.push_back(archive / segment.path);
      above.insert(made.back().parent_path());
      segment.files = segment::seal(made.back());
      segment.bytes = 0;
      for (const disk::FileSum& file : segment.files) segment.bytes += file.size;
    }
  }
  const std::filesystem::path shards = archive / kShardsName;
  if (std::filesystem::exists(shards)) above.insert(shards);
  disk::sync_all(made, {above.begin(), above.end()});
}

std::vector<std::size_t> worth_merging(const std::vector<Segment>& segments, std::size_t few) {
  if (segments.size() <= few) return {};
  std::vector<std::size_t> by_size(segments.size());
  std::iota(by_size.begin(), by_size.end(), std::size_t{0});
  std::sort(by_size.begin(), by_size.end(),
            [&](std::size_t a, std::size_t b) { return segments[a].bytes < segments[b].bytes; });
  // Take from the small end while the next is no larger than all taken so far, so an article is
  // rewritten only when its segment at least doubles.
  std::size_t taken = (few + 1) / 2;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < taken; ++i) bytes += segments[by_size[i]].bytes;
  while (taken < by_size.size() && segments[by_size[taken]].bytes <= bytes) {
    bytes += segments[by_size[taken++]].bytes;
  }
  by_size.resize(taken);
  return by_size;
}

Segment merged_entry(std::vector<Segment>& parts) {
  std::sort(parts.begin(), parts.end(), [](const Segment& a, const Segment& b) {
    return std::tie(a.first, a.path) < std::tie(b.first, b.path);
  });
  Segment merged;
  for (const Segment& part : parts) {
    merged.articles += part.articles;
    if (merged.first.empty()) merged.first = part.first;
    merged.last = std::max(merged.last, part.last);
  }
  return merged;
}

}  // namespace dateline
