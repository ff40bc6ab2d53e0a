// SPDX-License-Identifier: GPL-2.0-or-later
// Which articles a set has, and with which content: kept in manifests, so that a later set can be
// compared with it.
#pragma once

#include "common/archive/archive.h"
#include "common/fields/record.h"
#include "searcher/export/selection.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <xxhash.h>

namespace dateline {

/// Of id and content. Throws ShardDown.
XXH128_canonical_t digest_of(const Archive& archive, const MatchKey& key);

/// By id, the digest of the article as hexadecimal digits.
using ArticleList = std::map<std::string, std::string>;

/// Of these matches. Throws ShardDown.
ArticleList list_articles(const Archive& archive, std::span<const MatchKey> keys);

/// As manifests have it: an array of `id` and `digest`, in order of id.
Json to_json(const ArticleList& articles);

/// A manifest that `cite` or `export` wrote earlier.
struct EarlierSet {
  std::string archive;  ///< UUID
  std::uint64_t revision = 0;
  std::string query;  ///< that can be asked again
  std::string when;   ///< as the manifest has it
  ArticleList articles;
};

/// Throws Error (Usage) when the file is no such manifest, or is of a part of a set.
EarlierSet read_earlier_set(const std::filesystem::path& manifest);

/// What is different in a later set: ids, in order.
struct Changes {
  std::vector<std::string> came;
  std::vector<std::string> went;
  std::vector<std::string> changed;
};

Changes changes(const ArticleList& earlier, const ArticleList& later);

}  // namespace dateline
