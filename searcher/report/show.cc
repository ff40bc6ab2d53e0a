// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search show`.
#include "searcher/report/show.h"

#include "common/glass/pack.h"
#include "common/record.h"
#include "common/schema.h"

namespace dateline {

namespace {

std::optional<Article> find(const Archive& archive, const std::string& term) {
  for (const OpenSegment& open : archive.segments()) {
    try {
      glass::PostingList list = open.reader->postings();
      if (!list.open(term)) continue;
      return article_from_record(open.reader->record(list.rest().front().docid));
    } catch (const glass::Damaged& e) {
      throw ShardDown(open.shard, open.segment.path + ": " + e.what());
    }
  }
  std::vector<std::string> records(archive.served().size());
  ask(archive.served(), [&](std::size_t i, const Xapian::Database& database) {
    const auto posting = database.postlist_begin(term);
    if (posting != database.postlist_end(term)) {
      records[i] = database.get_document(*posting).get_data();
    }
  });
  for (const std::string& record : records) {
    if (!record.empty()) return article_from_record(record);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Article> find_article(Archive& archive, const std::string& id, bool partial) {
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
