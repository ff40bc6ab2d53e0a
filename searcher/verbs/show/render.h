// SPDX-License-Identifier: GPL-2.0-or-later
// One article in full.
#pragma once

#include "common/fields/record.h"
#include "searcher/render/style.h"
#include "searcher/verbs/show/show.h"

#include <string>

namespace dateline {

/// For people.
std::string render_article(const FoundArticle& found, const TextStyle& style);

/// As a JSON object.
Json render_article_json(const FoundArticle& found);

}  // namespace dateline
