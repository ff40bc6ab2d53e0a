// SPDX-License-Identifier: GPL-2.0-or-later
// One look into each segment's posting list of the id's unique term.
#include "indexer/build/known.h"

#include "common/schema.h"

namespace dateline {

std::optional<Located> Known::find(const std::string& id) const {
  const std::string term = schema::id_term(id);
  for (std::size_t i = 0; i < archive_.segments().size(); ++i) {
    glass::PostingList list = archive_.segments()[i].reader->postings();
    if (list.open(term)) return Located{i, list.rest().front().docid};
  }
  return std::nullopt;
}

std::string Known::digest(const Located& located) const {
  return archive_.segments()[located.segment].reader->value(schema::kDigest, located.docid);
}

}  // namespace dateline
