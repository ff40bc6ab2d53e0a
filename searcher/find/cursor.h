// SPDX-License-Identifier: GPL-2.0-or-later
// Where a page ends, so that the next one begins exactly there.
#pragma once

#include "common/archive/archive.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dateline {

/// What a page was made from. The next continues only if all of it is the same: otherwise pages
/// would silently repeat or skip articles.
struct Paged {
  std::string query_key;  ///< everything that order and number of results depend on
  std::uint64_t revision = 0;
  std::vector<std::string> without = {};  ///< names of shards that were left out, sorted
};

/// What is paged through in an archive without the missing shards.
Paged paged(std::string query_key, const Archive& archive,
            const std::vector<MissingShard>& missing);

/// An opaque cursor.
std::string make_cursor(const Paged& paged, std::size_t offset);

/// The offset in `cursor`. Throws Error (Usage) when it belongs to another query, the archive has
/// changed since, or other shards were left out.
std::size_t read_cursor(const std::string& cursor, const Paged& paged);

/// The same, whatever was left out: which shards cannot be searched is known once they were asked.
std::size_t offset_in(const std::string& cursor, const Paged& paged);

}  // namespace dateline
