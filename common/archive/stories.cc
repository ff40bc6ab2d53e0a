// SPDX-License-Identifier: GPL-2.0-or-later
// A story is looked up in the table of each part of the archive.
#include "common/archive/stories.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline {

const segment::Stories& ArchiveStories::table(std::size_t segment) const {
  const std::size_t here = archive_.segments().size();
  return segment < here ? archive_.segments()[segment].reader->stories()
                        : archive_.served()[segment - here]->stories();
}

std::size_t ArchiveStories::tables() const {
  return archive_.segments().size() + archive_.served().size();
}

std::uint64_t ArchiveStories::number(std::size_t segment, std::uint32_t docid) const {
  return archive_.united_stories().whole(table(segment).numbers()[docid - 1]);
}

std::vector<StoryArticle> ArchiveStories::articles(std::uint64_t number) const {
  std::vector<StoryArticle> all;
  for (const std::uint64_t part : archive_.united_stories().parts(number)) {
    for (std::size_t i = 0; i < tables(); ++i) {
      for (const std::uint32_t docid : table(i).articles(part)) {
        all.push_back({i, docid, table(i).published()[docid - 1]});
      }
    }
  }
  std::stable_sort(all.begin(), all.end(), [&](const StoryArticle& a, const StoryArticle& b) {
    return comes_before(a, b);
  });
  return all;
}

bool ArchiveStories::comes_before(const StoryArticle& a, const StoryArticle& b) const {
  // 0, which is no date, becomes the greatest.
  if (a.published != b.published) return a.published - 1 < b.published - 1;
  const auto& here = archive_.segments();
  if (b.segment >= here.size()) return false;
  if (a.segment >= here.size()) return true;
  return rank_at_one_time(*here[a.segment].reader, a.docid) <
         rank_at_one_time(*here[b.segment].reader, b.docid);
}

std::pair<std::uint32_t, std::string_view> rank_at_one_time(const segment::Reader& reader,
                                                            std::uint32_t docid) {
  return {~reader.wording().body_words()[docid - 1], reader.forward().id(docid)};
}

std::string story_id(std::uint64_t number) {
  return fmt::format("{:016x}", number);
}

}  // namespace dateline
