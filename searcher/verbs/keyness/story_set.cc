// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verbs/keyness/story_set.h"

#include "common/engine/match/near.h"
#include "common/errors/errors.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline {
namespace {

bool is_of_one_story(const StorySet::Member& a, const StorySet::Member& b) {
  return a.story == b.story;
}

bool has(const StorySet& set, std::uint64_t number) {
  const auto at = std::lower_bound(
      set.members.begin(), set.members.end(), number,
      [](const StorySet::Member& member, std::uint64_t story) { return member.story < story; });
  return at != set.members.end() && at->story == number;
}

std::uint64_t count_stories(const std::vector<StorySet::Member>& sorted) {
  std::uint64_t stories = 0;
  for (auto at = sorted.begin(); at != sorted.end(); ++stories) {
    at = std::find_if(at, sorted.end(),
                      [&](const StorySet::Member& each) { return each.story != at->story; });
  }
  return stories;
}

/// Servers return only whole records: reading words from them would fetch all articles. Throws
/// ShardDown if the shard may be left out, otherwise Error (Usage).
[[noreturn]] void refuse(const ServedShard& shard, const SearchRequest& request) {
  if (request.open.partial) throw ShardDown(shard.name(), "a server does not count words");
  const bool is_whole = request.query.empty() && request.from.empty() && request.to.empty();
  throw Error(Code::Usage,
              fmt::format("shard {} is on a server, which does not count words", shard.name()),
              {fmt::format("{}fetch it back (dateline-index shard detach), or search the other "
                           "shards",
                           is_whole ? "" : "bound the query by dates of shards that are here, "),
               Setting::Partial});
}

}  // namespace

StorySet find_stories(const SearchRequest& request, Searcher& searcher, Copies copies,
                      const StorySet& without) {
  const SlotHoldings holdings = std::move(searcher.holdings(request, {schema::kSource}).front());
  const Archive& archive = searcher.archive();
  const ArchiveStories stories(archive);
  match::Tries looks(searcher.deadline());
  StorySet set;
  for (const Holding& match : holdings.matches) {
    looks.count();
    const std::uint64_t story = stories.number(match.segment, match.docid);
    if (has(without, story)) continue;
    if (match.segment >= archive.segments().size()) {
      refuse(*archive.served()[match.segment - archive.segments().size()], request);
    }
    set.members.push_back(
        {story,
         {match.segment, match.docid, stories.published(match.segment, match.docid),
          stories.instant(match.segment, match.docid)}});
  }
  set.articles = set.members.size();
  std::sort(set.members.begin(), set.members.end(),
            [&](const StorySet::Member& a, const StorySet::Member& b) {
              return a.story != b.story ? a.story < b.story
                                        : stories.comes_before(a.article, b.article);
            });
  set.stories = count_stories(set.members);
  if (copies == Copies::First) {
    set.members.erase(std::unique(set.members.begin(), set.members.end(), is_of_one_story),
                      set.members.end());
  }
  return set;
}

SetOfArticles by_segment(const Archive& archive, const StorySet& set) {
  SetOfArticles articles(archive.segments().size());
  for (const StorySet::Member& member : set.members) {
    articles[member.article.segment].push_back(member.article.docid);
  }
  for (std::vector<std::uint32_t>& docids : articles) std::sort(docids.begin(), docids.end());
  return articles;
}

}  // namespace dateline
