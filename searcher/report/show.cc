// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search show`.
#include "searcher/report/show.h"

#include "common/archive/stored.h"
#include "common/record.h"

namespace dateline {

std::optional<FoundArticle> find_article(Archive& archive, const std::string& id, bool partial) {
  for (;;) {
    try {
      const auto located = locate(archive, id);
      if (!located) return std::nullopt;
      return FoundArticle{article_of(archive, *located), place_in_story(archive, *located)};
    } catch (const ShardDown& down) {
      if (!partial) throw;
      archive.leave_out(down);
    }
  }
}

}  // namespace dateline
