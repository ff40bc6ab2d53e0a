// SPDX-License-Identifier: GPL-2.0-or-later
// One look into each segment's posting list of the id's unique term.
#include "indexer/build/known.h"

#include "common/schema.h"

namespace dateline {

std::optional<Located> Known::find(const std::string& id) const {
  const std::string term = schema::id_term(id);
  for (std::size_t i = 0; i < archive_.segments().size(); ++i) {
    const Xapian::Database& database = archive_.segments()[i].database;
    const auto it = database.postlist_begin(term);
    if (it != database.postlist_end(term)) return Located{i, *it};
  }
  return std::nullopt;
}

std::string Known::digest(const Located& located) const {
  return archive_.segments()[located.segment]
      .database.get_document(located.docid)
      .get_value(schema::kDigest);
}

}  // namespace dateline
