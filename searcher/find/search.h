// SPDX-License-Identifier: GPL-2.0-or-later
// One query against one archive: hits, an honest count, facets.
#pragma once

#include "common/archive/archive.h"
#include "common/archive/lookup.h"
#include "common/archive/story_lookup.h"
#include "common/engine/query/context.h"
#include "common/engine/query/error.h"
#include "common/engine/query/limits.h"
#include "common/engine/query/synonyms.h"
#include "common/engine/query/tree.h"
#include "common/fields/article.h"
#include "searcher/find/facets.h"
#include "searcher/find/open_revision.h"
#include "searcher/find/ranking.h"
#include "searcher/find/slot_values.h"
#include "searcher/find/snippet.h"
#include "searcher/find/suggest.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct SearchRequest {
  std::filesystem::path archive;
  OpenOptions open;
  std::string query;
  bool require_all = false;
  std::string from;  ///< `--from`, as typed; empty for none
  std::string to;
  Sort sort = Sort::Relevance;
  std::size_t limit = 10;
  std::string page;                 ///< cursor of an earlier answer; empty for the first page
  std::vector<std::string> facets;  ///< source, agency, …, language, year, month, day
  bool count = true;                ///< all matches; always, where there are facets
  bool withheld = false;            ///< find what its publisher withheld or canceled, too
  bool feedback = false;            ///< add words of the first articles, see feedback.h
  bool bare = false;                ///< hits have nothing but rank, score, id and date
  bool suggest = false;             ///< look for what is like the words that no article has
  query::Limits limits;             ///< see asked_in
  std::shared_ptr<const query::Synonyms> synonyms;  ///< null for none
  bool stories = false;                             ///< count the stories that the matches are of
  /// Stories are not counted where more matches than this are on servers: see PageRequest.
  std::uint64_t served_stories = std::numeric_limits<std::uint64_t>::max();
  bool collapse = false;  ///< one hit a story, the first of its articles; counts all
  std::optional<std::size_t> per_source;  ///< at most so many hits of a source; nothing for all
  std::vector<Located> without;           ///< articles that are neither found nor counted
  Date today;                             ///< what `yesterday` is counted from: see asked_in
};

/// The request as it is asked now in that context, whose day and limits it gets. Throws Error
/// (Usage) where there is no such time zone.
SearchRequest asked_in(const query::Context& context, SearchRequest request);

/// What is told of the story that an article belongs to.
struct StoryPlace {
  std::string id;
  std::size_t articles = 1;  ///< in the archive, whether they match or not
  bool is_first = true;      ///< the earliest of them
};

struct Hit {
  std::size_t rank = 0;  ///< 1 for the first of all pages
  double score = 0;      ///< BM25; 0 when nothing in the query ranks
  std::string id;
  Article article;
  StoryPlace story;
  std::uint64_t copies = 0;  ///< other matches of its story, where these are not among the hits
  Snippet headline;
  Snippet passage;
};

struct SearchResult {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  Sort sort = Sort::Relevance;  ///< as applied: without anything to rank by it is Newest
  /// Of matching articles, all pages together; nothing when they were not counted.
  std::optional<std::uint64_t> total;
  /// Stories that they are of, when these were counted; so are Hit::copies.
  std::optional<std::uint64_t> stories;
  /// Articles that match and were left out, because they are withheld or canceled. 0 when nothing
  /// was counted.
  std::uint64_t left_out = 0;
  std::vector<Hit> hits;
  std::vector<FacetCounts> facets;
  std::string next_page;                ///< cursor; empty on the last page, and without a count
  std::vector<MissingShard> missing;    ///< what was not searched
  std::vector<Suggestion> suggestions;  ///< for what no article has, when they were asked for
};

/// Asks one revision of an archive, once or often. For one thread; others ask the same revision by
/// searchers of their own.
class Searcher {
 public:
  explicit Searcher(std::shared_ptr<const OpenRevision> revision);
  /// One that nobody else asks. Throws Error (Damaged).
  explicit Searcher(const std::filesystem::path& archive, const OpenOptions& options = {})
      : Searcher(OpenRevision::open(archive, options)) {}

  /// Throws QueryError or Error. `request.archive` and `request.open` do not count here. Where
  /// shards may be left out, one that does not answer is left out of what this searcher asks from
  /// then on.
  SearchResult search(const SearchRequest& request);

  /// The same for `tree`, in place of the request's query and dates.
  SearchResult search(const SearchRequest& request, const query::Node& tree);

  /// What all matches of the query hold in each of `slots`. The same is thrown and left out.
  std::vector<SlotHoldings> holdings(const SearchRequest& request,
                                     const std::vector<schema::Slot>& slots);

  /// What is asked: the archive, but for the shards that were left out. It lasts as long as the
  /// searcher.
  [[nodiscard]] const Archive& archive() const noexcept { return revision_->archive(); }
  /// Where the request that begins now is worked on.
  match::Workspace& begin(const query::Limits& limits);
  /// Of the request that began last. Whoever goes through many articles checks it.
  [[nodiscard]] const query::Deadline& deadline() const noexcept { return workspace_.deadline; }
  /// Goes on without that shard, if shards may be left out; throws it otherwise.
  void leave_out(const ShardDown& down);
  /// What `work` makes of the archive, which it begins again where a shard is left out in between:
  /// one that may be, and does not answer, cannot answer the query, or is damaged. So all of it is
  /// of the same shards.
  template <typename Work>
  auto consistently(Work work) {
    for (;;) {
      const std::size_t missing = archive().missing().size();
      try {
        auto result = work();
        if (archive().missing().size() == missing) return result;
      } catch (const query::RefusedByShard& refused) {
        if (!revision_->is_partial()) throw;
        leave_out(ShardDown(refused.shard(), refused.what()));
      } catch (const ShardDown& down) {
        leave_out(down);
      }
    }
  }

 private:
  SearchResult answer(const SearchRequest& request, const query::Node& tree);
  /// The tree with words of the first articles that it finds.
  query::Node fed_back(const SearchRequest& request, query::Node tree);

  std::shared_ptr<const OpenRevision> revision_;
  match::Workspace workspace_;
};

/// One query: opens the archive, asks and closes it. Throws QueryError or Error.
SearchResult search(const SearchRequest& request);

/// The articles of the story that an article belongs to: see ArchiveStories::articles_with. Throws
/// ShardDown.
std::vector<StoryArticle> articles_of_story(const Archive& archive, const Located& article);

/// The story of an article. Throws ShardDown.
StoryPlace place_in_story(const Archive& archive, const Located& article);

/// The query with `--from` and `--to` applied. Throws QueryError or Error (Usage).
query::Node read_query(const SearchRequest& request);

}  // namespace dateline
