// SPDX-License-Identifier: GPL-2.0-or-later
// The decisions of Writer::submit.
#include "indexer/build/rehearsal.h"

#include <utility>

namespace dateline {

Rehearsal::Rehearsal(const std::filesystem::path& directory) {
  if (is_archive(directory)) known_.emplace(Archive::open(directory));
}

Outcome Rehearsal::submit(const Prepared& prepared) {
  const auto [same_id, is_new] = seen_.try_emplace(prepared.article.id, prepared.digest);
  if (!is_new) {
    const Digest before = std::exchange(same_id->second, prepared.digest);
    return before == prepared.digest ? Outcome::Unchanged : Outcome::Superseded;
  }
  const auto located = known_ ? known_->find(prepared.article.id) : std::nullopt;
  if (!located) return Outcome::Added;
  if (known_->digest(*located) ==
      std::string_view(prepared.digest.data(), prepared.digest.size())) {
    return Outcome::Unchanged;
  }
  return located->segment < known_->archive().segments().size() ? Outcome::Replaced
                                                                : Outcome::Served;
}

}  // namespace dateline
