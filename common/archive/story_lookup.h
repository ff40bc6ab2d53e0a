// SPDX-License-Identifier: GPL-2.0-or-later
// The stories of an archive: which of its articles are near-duplicates of each other.
//
// Each segment says which story its articles belong to (common/segment/story_table.h), and so does
// a file here for each shard that servers have. Segments never change; when an article shows later
// that two stories are one, that is written down beside them:
//
//   ARCHIVE/stories/united-7    pairs of 8-byte numbers, a story and the one it is now part of,
//                               sorted; named by the manifest
//   ARCHIVE/stories/UUID        the table of stories of a served database
#pragma once

#include "common/archive/archive.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline {

/// An article of a story.
struct StoryArticle {
  std::size_t segment = 0;  ///< index into Archive::segments(), then Archive::served()
  std::uint32_t docid = 0;
  std::uint64_t published = 0;  ///< see segment::date_number
  std::uint64_t instant = 0;    ///< see segment::instant_of
};

/// The stories of one revision of an archive, which it refers to.
class ArchiveStories {
 public:
  explicit ArchiveStories(const Archive& archive) : archive_(archive) {}

  /// What `work` makes of the table of a part of the archive: see StoryArticle::segment. Throws
  /// ShardDown where that is damaged, as all functions do.
  template <typename Work>
  auto use_table(std::size_t segment, Work work) const {
    const std::size_t here = archive_.segments().size();
    if (segment >= here) return archive_.served()[segment - here]->use_stories(work);
    return archive_.segments()[segment].use(
        [&](const segment::Reader& reader) { return work(reader.stories()); });
  }
  /// The number of parts.
  [[nodiscard]] std::size_t tables() const;

  /// Is it an article of a server that was deleted?
  [[nodiscard]] bool hides(std::size_t segment, std::uint32_t docid) const;

  /// The story of an article, when it was published, and the instant of that.
  [[nodiscard]] std::uint64_t number(std::size_t segment, std::uint32_t docid) const;
  [[nodiscard]] std::uint64_t published(std::size_t segment, std::uint32_t docid) const;
  [[nodiscard]] std::uint64_t instant(std::size_t segment, std::uint32_t docid) const;
  /// A story's articles, in the order of `comes_before`. Withheld and canceled articles are among
  /// them, hidden ones are not.
  [[nodiscard]] std::vector<StoryArticle> articles(std::uint64_t number) const;
  /// Those of the story of an article, which is one of them.
  [[nodiscard]] std::vector<StoryArticle> articles_with(std::size_t segment,
                                                        std::uint32_t docid) const;

  /// The earlier published comes first, by instants, and the undated last; between articles
  /// published at the same time rank_at_one_time decides, so that merging segments changes nothing.
  /// Texts and ids on servers are not here: these articles come before others of the same time, in
  /// the order of their table.
  [[nodiscard]] bool comes_before(const StoryArticle& a, const StoryArticle& b) const;

 private:
  const Archive& archive_;
};

/// Orders copies published at the same time, the lesser first: the longest, which is cut least, and
/// among equally long ones the one with the lesser id.
std::pair<std::uint32_t, std::string_view> rank_at_one_time(const segment::Reader& reader,
                                                            std::uint32_t docid);

/// A story's number as users see it: 16 hexadecimal digits.
std::string story_id(std::uint64_t number);

}  // namespace dateline
