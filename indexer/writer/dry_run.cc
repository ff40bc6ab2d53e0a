// SPDX-License-Identifier: GPL-2.0-or-later
// The decisions of Writer::submit.
#include "indexer/writer/dry_run.h"

#include "common/archive/lookup.h"

#include <utility>

namespace dateline {

DryRun::DryRun(const std::filesystem::path& directory) {
  if (is_archive(directory)) archive_.emplace(Archive::open(directory));
}

Outcome DryRun::submit(const Prepared& prepared) {
  const auto [same_id, is_new] = seen_.try_emplace(prepared.article.id, prepared.digest);
  if (!is_new) {
    const Digest before = std::exchange(same_id->second, prepared.digest);
    return before == prepared.digest ? Outcome::Unchanged : Outcome::Superseded;
  }
  const auto located = archive_ ? locate(*archive_, prepared.article.id) : std::nullopt;
  if (!located) return Outcome::Added;
  if (value_of(*archive_, *located, schema::kDigest) ==
      std::string_view(prepared.digest.data(), prepared.digest.size())) {
    return Outcome::Unchanged;
  }
  return located->segment < archive_->segments().size() ? Outcome::Replaced : Outcome::Served;
}

}  // namespace dateline
