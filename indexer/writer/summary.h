// SPDX-License-Identifier: GPL-2.0-or-later
// What an article's Xapian document contains.
#pragma once

#include "common/fields/article.h"

#include <string>

namespace dateline {

/// What tells an article from others, as one line of JSON: id, headline, published, source, url. It
/// is the document data of segments, for tools that do not know the file of records.
std::string summary_of(const Article& article);

}  // namespace dateline
