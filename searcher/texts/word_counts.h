// SPDX-License-Identifier: GPL-2.0-or-later
// How often words occur in two sets of articles, from the token streams.
#pragma once

#include "common/archive/archive.h"
#include "common/archive/lookup.h"
#include "common/engine/query/limits.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace dateline {

/// Of one term, in the first and in the second set.
struct TermCount {
  std::array<std::uint64_t, 2> times{};
  std::array<std::uint64_t, 2> articles{};  ///< articles with it
};

struct WordCounts {
  std::unordered_map<std::uint64_t, TermCount> terms;  ///< by segment::hash_of
  std::array<std::uint64_t, 2> words{};
};

/// Docids of one set, by segment. No segment is on a server.
using SetOfArticles = std::vector<std::vector<std::uint32_t>>;

/// Counts all words, including those of headlines. Terms that neither set has are left out. Throws
/// ShardDown, and what the deadline throws, as the next does.
WordCounts count_words(const Archive& archive, const SetOfArticles& first,
                       const SetOfArticles& second, const query::Deadline& deadline);

/// For each of `hashes` at most `most` articles of the set with the term.
std::vector<std::vector<Located>> articles_with(const Archive& archive, const SetOfArticles& set,
                                                const std::vector<std::uint64_t>& hashes,
                                                std::size_t most, const query::Deadline& deadline);

}  // namespace dateline
