// SPDX-License-Identifier: GPL-2.0-or-later
// Did you mean: what the archive has similar to a word it does not have.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/match/matcher.h"
#include "common/engine/query/tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// For a word or field value that no article has.
struct Suggestion {
  query::Span span;                  ///< of the word in the query
  std::string typed;                 ///< the word
  std::string instead;               ///< as articles write it; empty if nothing is similar
  std::uint64_t articles = 0;        ///< that have it, there
  std::string field;                 ///< of a value: "source", "id"; empty for a word
  std::string list;                  ///< the verb that lists the field's names: "sources"
  std::vector<std::string> nearest;  ///< names that are most like it, if none is similar
};

/// One for each word and name in `tree` that no article has, except excluded ones. The nearest, at
/// most two letters away, then most frequent, if its field and phrase find something with it, and
/// neither the query nor another suggestion has it; none for an operand of an OR that finds
/// something. Knows only the words of segments, not those of shards on servers. Throws ShardDown,
/// and what the workspace's deadline throws.
std::vector<Suggestion> suggest(const query::Node& tree, const Archive& archive,
                                match::Workspace& workspace);

/// The query with the suggestions instead of what was typed.
std::string corrected(std::string_view query, const std::vector<Suggestion>& suggestions);

}  // namespace dateline
