// SPDX-License-Identifier: GPL-2.0-or-later
// Looking articles up by id.
#pragma once

#include "common/fields/article.h"
#include "searcher/find/search.h"

#include <optional>
#include <string>

namespace dateline {

struct FoundArticle {
  Article article;
  StoryPlace story;
};

/// The article with that id; withheld and canceled ones are found like any other. Throws Error.
std::optional<FoundArticle> find_article(Searcher& searcher, const std::string& id);

}  // namespace dateline
