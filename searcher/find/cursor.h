// SPDX-License-Identifier: GPL-2.0-or-later
// Where a page ends, so that the next one begins there and nowhere else.
#pragma once

#include "common/archive/archive.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dateline {

/// What a page was made of. It goes on only where all of it is the same: otherwise pages would
/// repeat or skip articles in silence.
struct Paged {
  std::string query_key;  ///< all that the order and number of what is found depend on
  std::uint64_t revision = 0;
  std::vector<std::string> without = {};  ///< names of shards that were left out, sorted
};

/// What is paged through of an archive without what is missing.
Paged paged(std::string query_key, const Archive& archive,
            const std::vector<MissingShard>& missing);

/// An opaque cursor.
std::string make_cursor(const Paged& paged, std::size_t offset);

/// The offset in `cursor`. Throws Error (Usage) when it belongs to another query, the archive has
/// changed since, or other shards were left out.
std::size_t read_cursor(const std::string& cursor, const Paged& paged);

}  // namespace dateline
