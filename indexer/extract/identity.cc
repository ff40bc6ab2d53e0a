// SPDX-License-Identifier: GPL-2.0-or-later
// Hashes with XXH3-128: the archive's users are not attackers of its ids, and 128 bits make chance
// collisions of no concern.
#include "indexer/extract/identity.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>

#include <fmt/format.h>
#include <xxhash.h>

namespace dateline {
namespace {

/// Hashes a sequence of texts; their lengths are hashed too, so that no two sequences run together.
class Hasher {
 public:
  Hasher() : state_(XXH3_createState()) { XXH3_128bits_reset(state_.get()); }

  void add(std::string_view text) {
    const std::uint64_t size = text.size();
    XXH3_128bits_update(state_.get(), &size, sizeof size);
    XXH3_128bits_update(state_.get(), text.data(), text.size());
  }

  [[nodiscard]] Digest digest() const {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state_.get()));
    Digest digest;
    std::copy(std::begin(canonical.digest), std::end(canonical.digest), digest.begin());
    return digest;
  }

 private:
  struct Free {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> state_;
};

}  // namespace

std::string derive_id(const Article& article) {
  if (!article.url.empty()) return article.url;
  std::string key = article.source + '\x1F' + sortable(article.published.date) + '\x1F' +
                    article.stated_date + '\x1F' + article.headline;
  if (article.headline.empty()) key += '\x1F' + article.body;
  const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
  return fmt::format("h-{:016x}{:016x}", hash.high64, hash.low64);
}

Digest digest_of(const Article& article) {
  Hasher hasher;
  for (const std::string& text : std::initializer_list<std::reference_wrapper<const std::string>>{
           std::cref(article.id), std::cref(article.headline), std::cref(article.body),
           std::cref(article.stated_date), std::cref(article.source),
           std::cref(article.stated_source), std::cref(article.place), std::cref(article.section),
           std::cref(article.language), std::cref(article.url)}) {
    hasher.add(text);
  }
  hasher.add(iso(article.published.date));
  hasher.add(name_of(article.published.evidence));
  hasher.add(iso(article.dateline_date.date));
  for (const auto& list :
       {std::cref(article.agencies), std::cref(article.authors), std::cref(article.tags)}) {
    hasher.add(std::to_string(list.get().size()));
    for (const std::string& text : list.get()) hasher.add(text);
  }
  for (const Flag flag : article.flags) hasher.add(name_of(flag));
  return hasher.digest();
}

}  // namespace dateline
