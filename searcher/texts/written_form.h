// SPDX-License-Identifier: GPL-2.0-or-later
// Words as people write them. The index has stems such as "repatri", which nobody wants to read.
#pragma once

#include "common/archive/archive.h"
#include "common/archive/lookup.h"
#include "common/engine/query/limits.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dateline {

/// A term in the token streams, and some of its articles.
struct TermInArticles {
  std::uint64_t hash = 0;  ///< segment::hash_of the term
  std::vector<Located> articles;
};

/// This many articles are enough to tell how a word is written.
inline constexpr std::size_t kArticlesPerForm = 20;

/// The most frequent form, of equals the last; empty without any.
std::string commonest(const std::map<std::string, std::size_t>& forms);

/// For each term the form that its articles write most often. Reads their texts. Throws ShardDown,
/// and what the deadline throws.
std::vector<std::string> written_forms(const Archive& archive,
                                       const std::vector<TermInArticles>& terms,
                                       const query::Deadline& deadline);

}  // namespace dateline
