// SPDX-License-Identifier: GPL-2.0-or-later
// Running a plan on the servers of shards on other machines.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/plan/plan.h"
#include "common/fields/schema.h"
#include "searcher/find/ranking.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dateline {

/// What the server of one shard found.
struct ServedMatches {
  std::uint64_t total = 0;  ///< exact
  std::vector<Match> best;  ///< all of the first `keep`; `segment` continues after the segments
  std::vector<std::map<std::string, std::uint64_t>> contents;  ///< matches by content of each slot
};

/// Asks all served shards that may have a match, at the same time; for a mere count, not those
/// whose facts tell it. Throws ShardDown.
std::vector<ServedMatches> ask_servers(const Archive& archive, const query::Plan& plan, Sort sort,
                                       std::size_t keep, std::span<const schema::Slot> slots);

/// All matches on the server of one shard, with one slot's content.
struct ServedContents {
  std::uint32_t segment = 0;                                   ///< as in Match
  std::vector<std::pair<std::uint32_t, std::string>> matches;  ///< docid, content
};

/// The same. An answer is as long as its number of matches.
std::vector<ServedContents> ask_contents(const Archive& archive, const query::Plan& plan,
                                         schema::Slot slot);

}  // namespace dateline
