// SPDX-License-Identifier: GPL-2.0-or-later
// One look into each segment's posting list of the id's unique term.
#include "indexer/build/known.h"

#include "common/glass/pack.h"
#include "common/record.h"
#include "common/schema.h"

namespace dateline {

std::optional<Located> Known::find(const std::string& id) const {
  const std::string term = schema::id_term(id);
  for (std::size_t i = 0; i < archive_.segments().size(); ++i) {
    glass::PostingList list = archive_.segments()[i].reader->postings();
    if (list.open(term)) return Located{i, list.rest().front().docid};
  }
  const ServedShards& served = archive_.served();
  std::vector<std::uint32_t> docids(served.size());
  ask(served, [&](std::size_t i, const Xapian::Database& database) {
    const auto posting = database.postlist_begin(term);
    if (posting != database.postlist_end(term)) docids[i] = *posting;
  });
  for (std::size_t i = 0; i < docids.size(); ++i) {
    if (docids[i] != 0) return Located{archive_.segments().size() + i, docids[i]};
  }
  return std::nullopt;
}

unsigned Known::version(const Located& located) const {
  const OpenSegment& open = archive_.segments()[located.segment];
  try {
    return article_from_record(open.reader->record(located.docid)).version;
  } catch (const glass::Damaged& e) {
    throw ShardDown(open.shard, open.segment.path + ": " + e.what());
  }
}

std::string Known::digest(const Located& located) const {
  const std::size_t here = archive_.segments().size();
  if (located.segment < here) {
    return archive_.segments()[located.segment].reader->value(schema::kDigest, located.docid);
  }
  std::string digest;
  ask(archive_.served()[located.segment - here], [&](const Xapian::Database& database) {
    digest = database.get_document(located.docid).get_value(schema::kDigest);
  });
  return digest;
}

}  // namespace dateline
