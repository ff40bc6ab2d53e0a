// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search show`.
#include "searcher/verbs/show/show.h"

#include "common/archive/lookup.h"
#include "common/fields/record.h"

namespace dateline {

std::optional<FoundArticle> find_article(Searcher& searcher, const std::string& id) {
  return searcher.consistently([&]() -> std::optional<FoundArticle> {
    const Archive& archive = searcher.archive();
    const auto located = locate(archive, id);
    if (!located) return std::nullopt;
    return FoundArticle{article_of(archive, *located), place_in_story(archive, *located)};
  });
}

}  // namespace dateline
