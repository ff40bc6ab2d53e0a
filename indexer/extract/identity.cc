// SPDX-License-Identifier: GPL-2.0-or-later
// Hashes with XXH3-128: the archive's users are not attackers of its ids, and 128 bits make chance
// collisions of no concern.
#include "indexer/extract/identity.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "common/record.h"

namespace dateline {

std::string derive_id(const Article& article) {
  if (!article.url.empty()) return article.url;
  std::string key = article.source + '\x1F' + sortable(article.published.date) + '\x1F' +
                    article.stated_date + '\x1F' + article.headline;
  if (article.headline.empty()) key += '\x1F' + article.body;
  const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
  return fmt::format("h-{:016x}{:016x}", hash.high64, hash.low64);
}

std::string digest_of(const Article& article) {
  // The record spells every field apart, so that no two articles share one by running together.
  Article stated = article;
  stated.ingested = {};
  const std::string record = dump(to_json(stated));
  const XXH128_hash_t hash = XXH3_128bits(record.data(), record.size());
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, hash);
  return {reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest};
}

}  // namespace dateline
