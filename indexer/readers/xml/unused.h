// SPDX-License-Identifier: GPL-2.0-or-later
// Elements of an article that nothing was made of.
#pragma once

#include "indexer/readers/base/reader.h"
#include "indexer/readers/xml/tree.h"

namespace dateline::xml {

/// The most of them that are listed for an article.
inline constexpr std::size_t kMostNotUsed = 40;

/// Lists the elements in `top` whose text is in no field of the article that was read from it; each
/// path once, as "head/docdata/urgency", with its first text. Attributes are not looked at.
void list_unused(Element top, RawArticle& article);

}  // namespace dateline::xml
