// SPDX-License-Identifier: GPL-2.0-or-later
// The decisions of Writer::submit.
#include "indexer/writer/dry_run.h"

#include "common/archive/lookup.h"

#include <algorithm>
#include <utility>

namespace dateline {

DryRun::DryRun(const std::filesystem::path& directory) {
  if (is_archive(directory)) archive_.emplace(Archive::open(directory));
}

Outcome DryRun::submit(const Prepared& prepared) {
  Seen seen{prepared.digest, gist_of(prepared.article)};
  const auto [same_id, is_new] = seen_.try_emplace(prepared.article.id, seen);
  if (!is_new) {
    const Seen before = std::exchange(same_id->second, std::move(seen));
    return before.digest == prepared.digest ? Outcome::Unchanged : Outcome::Superseded;
  }
  const auto located = archive_ ? locate(*archive_, prepared.article.id) : std::nullopt;
  if (!located) return Outcome::Added;
  if (value_of(*archive_, *located, schema::kDigest) ==
      std::string_view(prepared.digest.data(), prepared.digest.size())) {
    return Outcome::Unchanged;
  }
  return located->segment < archive_->segments().size() ? Outcome::Replaced : Outcome::Served;
}

std::optional<Digest> DryRun::digest_under(const std::string& id) const {
  const auto seen = seen_.find(id);
  if (seen != seen_.end()) return seen->second.digest;
  const auto located = archive_ ? locate(*archive_, id) : std::nullopt;
  if (!located) return std::nullopt;
  Digest digest{};
  const std::string stored = value_of(*archive_, *located, schema::kDigest);
  std::copy_n(stored.begin(), std::min(stored.size(), digest.size()), digest.begin());
  return digest;
}

std::optional<Gist> DryRun::gist_under(const std::string& id) const {
  const auto seen = seen_.find(id);
  if (seen != seen_.end()) return seen->second.gist;
  const auto located = archive_ ? locate(*archive_, id) : std::nullopt;
  if (!located || located->segment >= archive_->segments().size()) return std::nullopt;
  return gist_of(article_of(*archive_, *located));
}

}  // namespace dateline
