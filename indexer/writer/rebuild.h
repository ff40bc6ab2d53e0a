// SPDX-License-Identifier: GPL-2.0-or-later
// Segments made anew from the records of older ones: what `repair` and `upgrade` share.
#pragma once

#include "common/archive/manifest.h"
#include "common/segment/reader.h"
#include "indexer/writer/inverter.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

/// Makes segments from records, for one revision that is not published yet.
class Rebuilder {
 public:
  Rebuilder(std::filesystem::path archive, std::uint64_t revision)
      : archive_(std::move(archive)), revision_(revision) {}

  /// The record of a document as it was written; none to leave it out.
  using RecordOf = std::function<std::optional<std::string>(std::uint32_t docid)>;

  /// Adds to `to` segments of `shard` with documents 1 to `documents`, in their order: one, or
  /// several if their records are too many for memory. `stories` says which articles are copies of
  /// each other; without it each is a story of its own. Returns how many articles were left out.
  std::uint64_t rebuild(const std::string& shard, std::uint64_t documents, const RecordOf& record,
                        const segment::Stories* stories, std::vector<Segment>& to);

  /// The path of a new segment, in the archive.
  std::string new_path(const std::string& shard);

 private:
  std::filesystem::path archive_;
  std::uint64_t revision_;
  unsigned number_ = 0;
  WordMemory words_;
};

}  // namespace dateline
