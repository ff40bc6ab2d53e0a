// SPDX-License-Identifier: GPL-2.0-or-later
// All that writes Xapian databases.
#include "indexer/build/segments.h"

#include "common/archive/files.h"
#include "common/record.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// Each input holds some five files open, two merges run at once, and 1,024 is a usual limit.
constexpr std::size_t kMergeWidth = 48;

/// Fewer segments than this in a shard are left alone.
constexpr std::size_t kFewSegments = 8;

// libxapian 1.4.22 calls std::terminate when it can neither finish a commit nor take it back, as on
// a full disk; so space is asked for before. Scratch databases are some 6 times their records, and
// never smaller than a few blocks a table.
constexpr std::uint64_t kScratchPerRecordByte = 12;
constexpr std::uint64_t kSmallestDatabase = 256 * 1024;

void merge_some(std::span<const fs::path> inputs, const fs::path& output) {
  Xapian::Database all;
  for (const fs::path& input : inputs) all.add_database(Xapian::Database(input.string()));
  all.compact(output.string());
}

}  // namespace

std::uint64_t build_scratch(const fs::path& path, std::span<const SpoolEntry> entries,
                            const Spool& spool, Analyzer& analyzer, unsigned builders) {
  std::uint64_t bytes = 0;
  for (const SpoolEntry& entry : entries) bytes += entry.length;
  require_space(path.parent_path(), builders * (kSmallestDatabase + kScratchPerRecordByte * bytes));
  // Not DB_DANGEROUS, though a crash throws this database away: it gains nothing in a database of
  // one commit, and when a write fails Xapian then reports "cancel() not supported", not the cause.
  Xapian::WritableDatabase database(path.string(),
                                    Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
  for (const SpoolEntry& entry : entries) {
    const std::string record = spool.read(entry);
    database.add_document(analyzer.analyze(article_from_record(record), record,
                                           {entry.digest.data(), entry.digest.size()}));
  }
  // Explicit, because the destructor would swallow an error such as a full disk.
  database.commit();
  return bytes;
}

void merge_databases(const std::vector<fs::path>& inputs, const fs::path& output,
                     const fs::path& scratch) {
  std::vector<fs::path> level = inputs;
  for (int depth = 0; level.size() > kMergeWidth; ++depth) {
    std::vector<fs::path> above;
    for (std::size_t i = 0; i < level.size(); i += kMergeWidth) {
      const std::span<const fs::path> some(level.data() + i,
                                           std::min(kMergeWidth, level.size() - i));
      above.push_back(scratch /
                      fmt::format("{}.merge-{}-{}", output.filename().string(), depth, i));
      merge_some(some, above.back());
    }
    level = std::move(above);
  }
  merge_some(level, output);
}

std::uint64_t copy_without(const fs::path& input, const fs::path& output,
                           const std::vector<Xapian::docid>& gone) {
  fs::create_directories(output);
  require_space(output, kSmallestDatabase + 2 * tree_bytes(input));
  for (const fs::directory_entry& entry : fs::directory_iterator(input)) {
    if (entry.is_regular_file() && entry.path().filename() != "flintlock") {
      fs::copy_file(entry.path(), output / entry.path().filename());
    }
  }
  Xapian::WritableDatabase database(output.string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
  for (const Xapian::docid docid : gone) database.delete_document(docid);
  database.commit();
  return database.get_doccount();
}

std::vector<std::size_t> worth_merging(const std::vector<Segment>& segments) {
  if (segments.size() < kFewSegments) return {};
  std::vector<std::size_t> by_size(segments.size());
  std::iota(by_size.begin(), by_size.end(), std::size_t{0});
  std::sort(by_size.begin(), by_size.end(),
            [&](std::size_t a, std::size_t b) { return segments[a].bytes < segments[b].bytes; });
  // Take from the small end while the next is no larger than all taken so far, so that an article
  // is rewritten only when its segment at least doubles.
  std::size_t taken = kFewSegments / 2;
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
    merged.chronological = merged.chronological && part.chronological && merged.last <= part.first;
    if (merged.first.empty()) merged.first = part.first;
    merged.last = std::max(merged.last, part.last);
  }
  return merged;
}

}  // namespace dateline
