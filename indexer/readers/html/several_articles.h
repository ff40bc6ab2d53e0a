// SPDX-License-Identifier: GPL-2.0-or-later
// A page that is more than one article, or none: its repeated parts say which.
#pragma once

#include "indexer/readers/base/reader.h"
#include "indexer/readers/html/parts.h"

#include <vector>

namespace dateline::html {

/// Is there nothing but teasers? What a page calls itself does not count.
bool is_list_of_teasers(const Outline& outline, const std::vector<Parts>& all);

/// The parts that are articles: most of the page's prose, each with a headline, text and date of
/// its own. Null if there are none. Not for a page that states the date of one article.
const Parts* articles_among(const Outline& outline, const std::vector<Parts>& all);

/// One article, or one reject, for each part. What `page` has is true of each: source, language.
std::vector<ReadResult> parted(const Outline& outline, const Parts& parts, const RawArticle& page);

}  // namespace dateline::html
