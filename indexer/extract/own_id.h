// SPDX-License-Identifier: GPL-2.0-or-later
// Under which ids an article may be kept, when an archive has another article under the first.
#pragma once

#include "common/fields/article.h"
#include "indexer/readers/base/reader.h"

#include <string>
#include <vector>

namespace dateline {

/// The ids of `article`, which is `raw` understood, the best first: `id`, which it was understood
/// to have; if that is stated, with the name of its file before it, "t.csv:17"; and what is made of
/// source, date and headline. The name is that of the innermost file, without an ending for its
/// compression: it is the same in any folder or container.
std::vector<std::string> possible_ids(const std::string& id, const Article& article,
                                      const RawArticle& raw);

}  // namespace dateline
