// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search show`.
#include "searcher/report/show.h"

#include "common/glass/pack.h"
#include "common/record.h"
#include "common/schema.h"

namespace dateline {

namespace {

std::optional<FoundArticle> find(const Archive& archive, const std::string& term) {
  for (std::size_t i = 0; i < archive.segments().size(); ++i) {
    const OpenSegment& open = archive.segments()[i];
    try {
      glass::PostingList list = open.reader->postings();
      if (!list.open(term)) continue;
      const std::uint32_t docid = list.rest().front().docid;
      return FoundArticle{article_from_record(open.reader->record(docid)),
                          place_in_story(archive, i, docid)};
    } catch (const glass::Damaged& e) {
      throw ShardDown(open.shard, open.segment.path + ": " + e.what());
    }
  }
  std::vector<std::string> records(archive.served().size());
  std::vector<std::uint32_t> docids(archive.served().size());
  ask(archive.served(), [&](std::size_t i, const Xapian::Database& database) {
    const auto posting = database.postlist_begin(term);
    if (posting != database.postlist_end(term)) {
      records[i] = database.get_document(*posting).get_data();
      docids[i] = *posting;
    }
  });
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].empty()) continue;
    return FoundArticle{article_from_record(records[i]),
                        place_in_story(archive, archive.segments().size() + i, docids[i])};
  }
  return std::nullopt;
}

}  // namespace

std::optional<FoundArticle> find_article(Archive& archive, const std::string& id, bool partial) {
  for (;;) {
    try {
      return find(archive, schema::id_term(id));
    } catch (const ShardDown& down) {
      if (!partial) throw;
      archive.leave_out(down);
    }
  }
}

}  // namespace dateline
