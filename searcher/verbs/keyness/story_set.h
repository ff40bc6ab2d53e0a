// SPDX-License-Identifier: GPL-2.0-or-later
// The articles that stand for the stories that a query finds, for verbs that count words.
#pragma once

#include "common/archive/story_lookup.h"
#include "searcher/find/search.h"
#include "searcher/texts/word_counts.h"

#include <cstdint>
#include <vector>

namespace dateline {

/// What a query finds: of each story one article, the first published of those that match; or every
/// article, where copies are wanted.
struct StorySet {
  struct Member {
    std::uint64_t story = 0;
    StoryArticle article;
  };

  std::uint64_t articles = 0;   ///< that match
  std::uint64_t stories = 0;    ///< of them
  std::vector<Member> members;  ///< in order of their stories
};

/// Which articles of a story count.
enum class Copies { First, All };

/// The matches of `request`, except those of stories that `without` has. Throws as Searcher does;
/// and for a match on a server, which does not count words: ShardDown if `request.open` allows to
/// leave out shards, otherwise Error (Usage).
StorySet find_stories(const SearchRequest& request, Searcher& searcher, Copies copies,
                      const StorySet& without = {});

/// Its members, by segment.
SetOfArticles by_segment(const Archive& archive, const StorySet& set);

}  // namespace dateline
