// SPDX-License-Identifier: GPL-2.0-or-later
// Hashes with XXH3-128: the archive's users do not attack its ids, and 128 bits rule out chance
// collisions.
#include "common/fields/identity.h"

#include "common/fields/fields.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <type_traits>

#include <fmt/format.h>
#include <xxhash.h>

namespace dateline {
namespace {

/// Hashes a sequence of texts, including their lengths, so that no two sequences hash alike.
class Hasher {
 public:
  Hasher() : state_(XXH3_createState()) { XXH3_128bits_reset(state_.get()); }

  void add(std::string_view text) {
    const std::uint64_t size = text.size();
    XXH3_128bits_update(state_.get(), &size, sizeof size);
    XXH3_128bits_update(state_.get(), text.data(), text.size());
  }

  void add(const Date& date) { add(iso(date)); }

  void add(const EvidentDate& date) {
    add(date.date);
    add(name_of(date.evidence));
  }

  void add(const std::vector<std::string>& texts) {
    add(std::to_string(texts.size()));
    for (const std::string& text : texts) add(text);
  }

  void add(const std::vector<Flag>& flags) {
    for (const Flag flag : flags) add(name_of(flag));
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

/// Adds the fields of these types.
template <typename... Types>
void add_fields(const Article& article, Hasher& hasher) {
  fields::each(article, [&]<typename Type>(const fields::Row& row, const Type& value) {
    if constexpr ((std::is_same_v<Type, Types> || ...)) {
      if (row.digest == fields::InDigest::Yes) hasher.add(value);
    }
  });
}

}  // namespace

std::string derive_id(const Article& article) {
  return article.url.empty() ? made_id(article) : article.url;
}

std::string made_id(const Article& article) {
  std::string key = article.source + '\x1F' + sortable(article.published.date) + '\x1F' +
                    article.stated_date + '\x1F' + article.headline;
  if (article.headline.empty()) key += '\x1F' + article.body;
  const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
  return fmt::format("h-{:016x}{:016x}", hash.high64, hash.low64);
}

Digest digest_of(const Article& article) {
  Hasher hasher;
  // In the order of the first archives: by type.
  add_fields<std::string>(article, hasher);
  add_fields<Date, EvidentDate>(article, hasher);
  add_fields<std::vector<std::string>>(article, hasher);
  add_fields<std::vector<Flag>>(article, hasher);
  for (const fields::Row& row : fields::kRows) {
    if (row.digest != fields::InDigest::WhereStated) continue;
    const std::vector<std::string> values = fields::values(article, row);
    if (values.empty()) continue;
    hasher.add(row.key);
    hasher.add(values);
  }
  return hasher.digest();
}

}  // namespace dateline
