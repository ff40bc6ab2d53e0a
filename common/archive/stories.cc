// SPDX-License-Identifier: GPL-2.0-or-later
// A story is looked up in the table of each part of the archive.
#include "common/archive/stories.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline {

std::vector<const segment::Stories*> ArchiveStories::tables() const {
  std::vector<const segment::Stories*> all;
  for (const OpenSegment& open : archive_.segments()) all.push_back(&open.reader->stories());
  for (const auto& served : archive_.served()) all.push_back(&served->stories());
  return all;
}

std::uint64_t ArchiveStories::number(std::size_t segment, std::uint32_t docid) const {
  const std::size_t here = archive_.segments().size();
  const segment::Stories& table = segment < here ? archive_.segments()[segment].reader->stories()
                                                 : archive_.served()[segment - here]->stories();
  return archive_.united_stories().whole(table.numbers()[docid - 1]);
}

std::vector<StoryArticle> ArchiveStories::articles(std::uint64_t number) const {
  std::vector<StoryArticle> all;
  const std::vector<const segment::Stories*> tables = this->tables();
  for (const std::uint64_t part : archive_.united_stories().parts(number)) {
    for (std::size_t i = 0; i < tables.size(); ++i) {
      for (const std::uint32_t docid : tables[i]->articles(part)) {
        all.push_back({i, docid, tables[i]->published()[docid - 1]});
      }
    }
  }
  // 0, which is no date, becomes the greatest.
  std::stable_sort(all.begin(), all.end(), [](const StoryArticle& a, const StoryArticle& b) {
    return a.published - 1 < b.published - 1;
  });
  return all;
}

std::string story_id(std::uint64_t number) {
  return fmt::format("{:016x}", number);
}

}  // namespace dateline
