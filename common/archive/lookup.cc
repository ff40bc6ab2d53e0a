// SPDX-License-Identifier: GPL-2.0-or-later
// Segments are read in place, servers are asked.
#include "common/archive/lookup.h"

#include "common/fields/record.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

namespace dateline {
namespace {

/// The served shard that has the article, if its facts are here; nullptr otherwise.
const ServedShard* known_shard(const Archive& archive, const Located& article) {
  const std::size_t segments = archive.segments().size();
  if (article.segment < segments) return nullptr;
  const auto& shard = archive.served()[article.segment - segments];
  return shard->has_facts() ? shard.get() : nullptr;
}

template <typename Here, typename There>
std::string stored(const Archive& archive, const Located& article, Here here, There there) {
  const std::size_t segments = archive.segments().size();
  if (article.segment < segments) return archive.segments()[article.segment].use(here);
  std::string content;
  ask(archive.served()[article.segment - segments], [&](const Xapian::Database& database) {
    content = there(database.get_document(article.docid));
  });
  return content;
}

}  // namespace

std::optional<Located> locate(const Archive& archive, const std::string& id) {
  std::vector<std::size_t> all(archive.segments().size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return locate(archive, id, all);
}

std::optional<Located> locate(const Archive& archive, const std::string& id,
                              std::span<const std::size_t> segments) {
  // One lookup in each segment's posting list of the id's unique term.
  const std::string term = schema::id_term(id);
  for (const std::size_t i : segments) {
    const std::uint32_t docid =
        archive.segments()[i].use([&](const segment::Reader& reader) -> std::uint32_t {
          glass::PostingList list = reader.postings();
          return list.open(term) ? list.rest().front().docid : 0;
        });
    if (docid != 0) return Located{i, docid};
  }
  const auto on_server = [&](std::size_t shard, std::uint32_t docid) {
    return Located{archive.segments().size() + shard, docid};
  };
  for (std::size_t i = 0; i < archive.served().size(); ++i) {
    if (!archive.served()[i]->has_facts()) continue;
    const auto docid =
        archive.served()[i]->use_facts([&](const ServedFacts& facts) { return facts.find(id); });
    if (docid && !archive.served()[i]->hides(*docid)) return on_server(i, *docid);
  }
  const ServedShards asked = archive.without_facts();
  std::vector<std::uint32_t> docids(asked.size());
  ask(asked, [&](std::size_t i, const Xapian::Database& database) {
    const auto posting = database.postlist_begin(term);
    if (posting != database.postlist_end(term)) docids[i] = *posting;
  });
  for (std::size_t i = 0; i < docids.size(); ++i) {
    if (docids[i] == 0 || asked[i]->hides(docids[i])) continue;
    const auto shard = std::find(archive.served().begin(), archive.served().end(), asked[i]);
    return on_server(static_cast<std::size_t>(shard - archive.served().begin()), docids[i]);
  }
  return std::nullopt;
}

void with_record(const Archive& archive, const Located& article,
                 const std::function<void(const std::string&)>& work) {
  const std::size_t segments = archive.segments().size();
  const std::string record = record_of(archive, article);
  try {
    work(record);
  } catch (const disk::Damaged& e) {
    const std::string what = fmt::format("document {}: {}", article.docid, e.what());
    if (article.segment >= segments) {
      throw ShardDown(archive.served()[article.segment - segments]->name(), what);
    }
    archive.segments()[article.segment].use([&](const segment::Reader& /*reader*/) {
      throw disk::Damaged(segment::kRecordsName, what);
    });
  }
}

Article article_of(const Archive& archive, const Located& article) {
  Article read;
  with_record(archive, article,
              [&](const std::string& record) { read = article_from_record(record); });
  return read;
}

std::string id_of(const Archive& archive, const Located& article) {
  if (const ServedShard* const shard = known_shard(archive, article)) {
    return shard->use_facts(
        [&](const ServedFacts& facts) { return std::string(facts.id(article.docid)); });
  }
  // Servers have no forward index.
  return stored(
      archive, article,
      [&](const segment::Reader& reader) {
        return std::string(reader.forward().id(article.docid));
      },
      [](const Xapian::Document& document) { return article_from_record(document.get_data()).id; });
}

std::string record_of(const Archive& archive, const Located& article) {
  return stored(
      archive, article, [&](const segment::Reader& reader) { return reader.record(article.docid); },
      [](const Xapian::Document& document) { return document.get_data(); });
}

std::string value_of(const Archive& archive, const Located& article, schema::Slot slot) {
  const ServedShard* const shard = known_shard(archive, article);
  if (shard != nullptr && slot == schema::kDigest) {
    return shard->use_facts(
        [&](const ServedFacts& facts) { return std::string(facts.digest(article.docid)); });
  }
  return stored(
      archive, article,
      [&](const segment::Reader& reader) { return reader.value(slot, article.docid); },
      [&](const Xapian::Document& document) { return document.get_value(slot); });
}

}  // namespace dateline
