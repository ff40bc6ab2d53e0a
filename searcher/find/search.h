// SPDX-License-Identifier: GPL-2.0-or-later
// One query against one archive: hits, an honest count, facets.
#pragma once

#include "common/archive/archive.h"
#include "common/archive/lookup.h"
#include "common/archive/story_lookup.h"
#include "common/engine/query/context.h"
#include "common/engine/query/error.h"
#include "common/engine/query/limits.h"
#include "common/engine/query/parser.h"
#include "common/engine/query/synonyms.h"
#include "common/engine/query/tree.h"
#include "common/fields/article.h"
#include "searcher/find/facets.h"
#include "searcher/find/forms.h"
#include "searcher/find/highlighter.h"
#include "searcher/find/open_revision.h"
#include "searcher/find/ranking.h"
#include "searcher/find/slot_values.h"
#include "searcher/find/snippet.h"
#include "searcher/find/suggest.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dateline {

/// What to do about articles that have some units of the query's sequence, but not all, and so are
/// not among its matches: with an order by relevance, they may follow these.
enum class Partly { Ignored, Counted, Shown };

/// Ids from files.
struct IdFiles {
  std::vector<std::string> confine_to;  ///< only articles with these are found; empty for all
  std::set<std::string> named;          ///< these, and those of `id:@FILE`
  std::map<std::string, std::vector<std::string>> files;  ///< of `id:@FILE`, each read once
};

struct SearchRequest {
  std::filesystem::path archive;
  OpenOptions open;
  std::string query;
  query::Reading reading = query::Reading::All;
  std::vector<std::string> languages;  ///< see asked_in, as the next
  std::optional<query::Form> form;
  query::Form archive_form = query::Form::Stem;  ///< of words, by the archive: see settled
  std::string from;                              ///< `--from`, as typed; empty for none
  std::string to;
  Sort sort = Sort::Relevance;
  std::size_t limit = 10;
  std::string page;                 ///< cursor of an earlier answer; empty for the first page
  std::vector<std::string> facets;  ///< source, agency, …, language, year, month, day
  bool count = true;                ///< all matches; always, if there are facets
  bool withheld = false;            ///< also find what its publisher withheld or canceled
  bool feedback = false;            ///< add words of the first articles, see feedback.h
  bool bare = false;                ///< hits have nothing but rank, score, id and date
  Partly partly = Partly::Ignored;
  bool suggest = false;  ///< look for something like the words that no article has
  query::Limits limits;  ///< see asked_in
  std::shared_ptr<const query::Synonyms> synonyms;  ///< null for none
  bool stories = false;                             ///< count the stories of the matches
  /// Stories are not counted if more matches than this are on servers: see PageRequest.
  std::uint64_t served_stories = std::numeric_limits<std::uint64_t>::max();
  bool collapse = false;  ///< one hit per story, the first of its articles; counts all
  std::optional<std::size_t> per_source;  ///< the most hits per source; nothing for all
  std::vector<Located> without;           ///< articles that are neither found nor counted
  /// The only home of saved searches that it may name; empty for the archive and the reader's own.
  std::filesystem::path saved_home;
  /// Files of ids that were read for it; null where a query may read none.
  std::shared_ptr<IdFiles> ids;
  Date today;  ///< the day from which `yesterday` is counted: see asked_in
};

/// The request as asked now in that context, whose day, limits, languages and form of words it
/// gets. Throws Error (Usage) if there is no such time zone.
SearchRequest asked_in(const query::Context& context, SearchRequest request);

/// What is reported about the story of an article.
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
  std::uint64_t copies = 0;  ///< other matches of its story, if these are not among the hits
  bool partly = false;       ///< has only some units of the query: see SearchResult::partly
  std::vector<ForeignForm> foreign;  ///< if it is not in the archive's most frequent language
  Snippet headline;
  Snippet passage;
};

/// Articles that have all units of a query's sequence but this one.
struct WithoutUnit {
  std::string unit;  ///< as typed
  std::uint64_t articles = 0;
};

/// Articles with some units of the query's sequence, but not all.
struct PartlyFound {
  std::vector<std::string> units;  ///< of the sequence, two or more, as typed
  std::uint64_t articles = 0;
  std::vector<WithoutUnit> without;  ///< of these, those that lack one unit, if there are any
};

struct SearchResult {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  Sort sort = Sort::Relevance;  ///< as applied: Newest if there is nothing to rank by
  /// Number of matching articles, over all pages; nothing if they were not counted.
  std::optional<std::uint64_t> total;
  /// What Partly asks for, if the query is a sequence of units and the order is by relevance. These
  /// articles are in no other figure; as hits, they follow the matches.
  std::optional<PartlyFound> partly;
  /// Their stories, if these were counted; likewise Hit::copies.
  std::optional<std::uint64_t> stories;
  /// Articles that match and were left out, because they are withheld or canceled. 0 if nothing was
  /// counted.
  std::uint64_t left_out = 0;
  std::vector<Hit> hits;
  std::vector<FacetCounts> facets;
  std::string next_page;                ///< cursor; empty on the last page, and without a count
  std::vector<MissingShard> missing;    ///< what was not searched
  std::vector<Suggestion> suggestions;  ///< for words that no article has, if requested
  /// Words that most hits do not have as typed, nor most of the articles that have them; if
  /// suggestions were requested.
  std::vector<OtherForm> other_forms;
};

/// Searches one revision of an archive, once or often. For one thread; others use their own
/// searchers of the same revision.
class Searcher {
 public:
  explicit Searcher(std::shared_ptr<const OpenRevision> revision);
  /// One for this searcher only. Throws Error (Damaged).
  explicit Searcher(const std::filesystem::path& archive, const OpenOptions& options = {})
      : Searcher(OpenRevision::open(archive, options)) {}

  /// Throws QueryError or Error. `request.archive` and `request.open` are ignored here. If shards
  /// may be left out, one that does not answer is left out by this searcher from then on.
  SearchResult search(const SearchRequest& request);

  /// The same for `tree`, instead of the request's query and dates.
  SearchResult search(const SearchRequest& request, const query::Node& tree);

  /// What all matches of the query have in each of `slots`. Throws and leaves out the same.
  std::vector<SlotHoldings> holdings(const SearchRequest& request,
                                     const std::vector<schema::Slot>& slots);

  /// What is searched: the archive, except the shards left out. It lives as long as the searcher.
  [[nodiscard]] const Archive& archive() const noexcept { return revision_->archive(); }
  /// The request with what the archive is set to.
  [[nodiscard]] SearchRequest settled(SearchRequest request) const;
  /// The workspace of the request that begins now.
  match::Workspace& begin(const query::Limits& limits);
  /// The tree with words of the first articles that it finds, as `request.feedback` asks. Throws
  /// like search, of which it is a part: the request has begun.
  query::Node fed_back(const SearchRequest& request, query::Node tree);
  /// Of the request that began last. Code that goes through many articles checks it.
  [[nodiscard]] const query::Deadline& deadline() const noexcept { return workspace_.deadline; }
  /// Continues without that shard, if shards may be left out; throws it otherwise.
  void leave_out(const ShardDown& down);
  /// The result of `work` on the archive; it starts again if a shard is left out in between: one
  /// that may be, and does not answer, cannot answer the query, or is damaged. So all of it is from
  /// the same shards. Within another `work`, that one starts again.
  template <typename Work>
  auto consistently(Work work) {
    if (is_at_work_) return work();
    for (;;) {
      const AtWork at_work(is_at_work_);
      try {
        return work();
      } catch (const query::RefusedByShard& refused) {
        if (!revision_->is_partial()) throw;
        leave_out(ShardDown(refused.shard(), refused.what()));
      } catch (const ShardDown& down) {
        leave_out(down);
      }
    }
  }

 private:
  /// Sets `flag` while it exists.
  class AtWork {
   public:
    explicit AtWork(bool& flag) : flag_(flag) { flag_ = true; }
    AtWork(const AtWork&) = delete;
    AtWork& operator=(const AtWork&) = delete;
    ~AtWork() { flag_ = false; }

   private:
    bool& flag_;
  };

  /// `some` finds what has some units of what `tree` has all of; null for none.
  SearchResult answer(const SearchRequest& request, const query::Node& tree,
                      const query::Node* some = nullptr);
  /// `articles` have some of the units of `tree`, but not all.
  PartlyFound partly_found(const SearchRequest& request, const query::Node& tree,
                           std::uint64_t articles);
  std::shared_ptr<const OpenRevision> revision_;
  match::Workspace workspace_;
  bool is_at_work_ = false;  ///< in `consistently`
};

/// One query: opens the archive, asks and closes it. Throws QueryError or Error.
SearchResult search(const SearchRequest& request);

/// The articles of the story that an article belongs to: see ArchiveStories::articles_with. Throws
/// ShardDown.
std::vector<StoryArticle> articles_of_story(const Archive& archive, const Located& article);

/// The story of an article. Throws ShardDown.
StoryPlace place_in_story(const Archive& archive, const Located& article);

/// The query with dates and languages of the request applied. The form of its words is the
/// archive's if the request is settled, and has none. Throws QueryError or Error (Usage).
query::Node read_query(const SearchRequest& request);

}  // namespace dateline
