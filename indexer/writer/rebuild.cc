// SPDX-License-Identifier: GPL-2.0-or-later
// Everything in a segment follows from its records, except its stories.
#include "indexer/writer/rebuild.h"

#include "common/fields/identity.h"
#include "common/fields/record.h"
#include "indexer/writer/segments.h"
#include "indexer/writer/story_finder.h"

#include <map>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// Bytes of records held in memory while a segment is built.
constexpr std::uint64_t kRunBytes = std::uint64_t{160} << 20U;

}  // namespace

std::string Rebuilder::new_path(const std::string& shard) {
  return new_segment_path(archive_, shard, revision_, number_);
}

std::uint64_t Rebuilder::rebuild(const std::string& shard, std::uint64_t documents,
                                 const RecordOf& record, const segment::Stories* stories,
                                 std::vector<Segment>& to) {
  std::uint64_t left_out = 0;
  for (std::uint32_t docid = 1; docid <= documents;) {
    Segment made;
    made.path = new_path(shard);
    const fs::path path = archive_ / made.path;
    fs::create_directories(path.parent_path());
    Inverter inverter(path, words_);
    segment::StoryTable table;
    std::map<std::uint32_t, std::uint32_t> new_docids;
    for (std::uint64_t bytes = 0; docid <= documents && bytes < kRunBytes; ++docid) {
      const auto written = record(docid);
      if (!written) {
        ++left_out;
        continue;
      }
      const Article article = article_from_record(*written);
      const Digest digest = digest_of(article);
      inverter.add(article, *written, {digest.data(), digest.size()});
      bytes += written->size();
      ++made.articles;
      const std::string published = sortable(article.published.date);
      if (made.first.empty()) made.first = published;
      made.last = published;
      new_docids[docid] = static_cast<std::uint32_t>(made.articles);
      table.published.push_back(segment::date_number(published));
      table.zones.push_back(segment::zone_of(article.published.date));
      table.numbers.push_back(stories != nullptr ? stories->numbers()[docid - 1]
                                                 : number_of_its_own(article.id, revision_));
    }
    inverter.finish();
    if (made.articles == 0) {
      fs::remove_all(path);
      continue;
    }
    if (stories != nullptr) {
      for (const segment::Feature& feature : stories->features()) {
        const auto at = new_docids.find(feature.docid);
        if (at != new_docids.end()) table.features.push_back({feature.value, at->second});
      }
    }
    segment::write_stories(path / segment::kStoriesName, table);
    to.push_back(std::move(made));
  }
  return left_out;
}

}  // namespace dateline
