// SPDX-License-Identifier: GPL-2.0-or-later
// Where articles are, for looking up many of them.
#pragma once

#include "common/archive/lookup.h"
#include "indexer/sources/id_hash.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dateline {

/// `locate` for many ids of one archive. There may be tens of thousands of segments with few
/// articles: their ids are read once, and kept in at most 64 MB.
class KnownIds {
 public:
  /// The archive must outlive it. Throws ShardDown.
  explicit KnownIds(const Archive& archive);

  /// Throws ShardDown.
  [[nodiscard]] std::optional<Located> locate(const std::string& id) const;

 private:
  const Archive& archive_;
  std::vector<std::size_t> others_;  ///< segments whose ids are not kept
  std::unordered_map<IdHash, Located, HashOfIdHash> kept_;
};

}  // namespace dateline
