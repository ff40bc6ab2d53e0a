// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search show`.
#include "searcher/report/show.h"

#include "common/record.h"
#include "common/schema.h"

namespace dateline {

std::optional<Article> find_article(const Archive& archive, const std::string& id) {
  const std::string term = schema::id_term(id);
  for (const OpenSegment& open : archive.segments()) {
    glass::PostingList list = open.reader->postings();
    if (!list.open(term)) continue;
    return article_from_record(open.reader->record(list.rest().front().docid));
  }
  return std::nullopt;
}

}  // namespace dateline
