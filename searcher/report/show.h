// SPDX-License-Identifier: GPL-2.0-or-later
// Looking articles up by id.
#pragma once

#include "common/archive/archive.h"
#include "common/article.h"
#include "searcher/match/search.h"

#include <optional>
#include <string>

namespace dateline {

struct FoundArticle {
  Article article;
  StoryPlace story;
};

/// The article with that id; withheld and canceled ones are found like any other. With `partial`,
/// shards that do not answer are left out of `archive`, which is otherwise a ShardDown.
std::optional<FoundArticle> find_article(Archive& archive, const std::string& id, bool partial);

}  // namespace dateline
