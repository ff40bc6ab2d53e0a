// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search show`.
#include "searcher/report/show.h"

#include "common/record.h"
#include "common/schema.h"

namespace dateline {

std::optional<Article> find_article(const Archive& archive, const std::string& id) {
  const std::string term = schema::id_term(id);
  for (const OpenSegment& open : archive.segments()) {
    const auto it = open.database.postlist_begin(term);
    if (it == open.database.postlist_end(term)) continue;
    return article_from_record(open.database.get_document(*it).get_data());
  }
  return std::nullopt;
}

}  // namespace dateline
