// SPDX-License-Identifier: GPL-2.0-or-later
// The words in an archive that a wildcard or fuzzy() stands for.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/plan/place_rule.h"
#include "common/engine/query/limits.h"
#include "common/engine/query/tree.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace dateline::query {

/// Folded words, and the terms that they are found under.
struct Expansion {
  std::shared_ptr<const Spellings> words;
  std::set<std::string, std::less<>> terms;
};

/// The folded text of `node`, a Wildcard or Fuzzy; empty if it is not one word.
std::string folded_pattern(const Node& node);

/// Looks through the dictionaries of all segments, and those that are kept of served shards. Stops
/// when there are more than `most` words. Throws Error (Timeout) once the deadline is over.
Expansion expand(const Node& node, const Archive& archive, std::size_t most,
                 const Deadline& deadline);

}  // namespace dateline::query
