// SPDX-License-Identifier: GPL-2.0-or-later
// Parse, plan, match, read the hits.
#include "searcher/find/search.h"

#include "common/archive/lookup.h"
#include "common/archive/saved_searches.h"
#include "common/date/words.h"
#include "common/engine/plan/plan.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/id_list.h"
#include "common/engine/query/parser.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"
#include "searcher/find/cursor.h"
#include "searcher/find/feedback.h"
#include "searcher/find/future.h"
#include "searcher/find/highlighter.h"
#include "searcher/find/page.h"
#include "searcher/find/withheld.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Everything that order and number of hits depend on, apart from the archive; relative dates are
/// resolved in the tree.
std::string cursor_key(const std::string& uuid, const query::Node& tree, Sort sort,
                       const SearchRequest& request) {
  std::string key = fmt::format("{}\n{}\n{}", uuid, static_cast<int>(sort), query::in_words(tree));
  if (request.withheld) key += "\nwithheld";
  if (request.collapse) key += "\ncollapse";
  if (request.partly == Partly::Shown) key += "\npartly";
  if (request.per_source) key += fmt::format("\nper source {}", *request.per_source);
  for (const Located& each : request.without) {
    key += fmt::format("\nwithout {} {}", each.segment, each.docid);
  }
  return key;
}

/// A sequence of more units is not told of by each that is left out.
constexpr std::size_t kUnitsLeftOut = 8;

/// The part of the query that `node` was read from.
std::string as_typed(const query::Node& node, const std::string& query) {
  const auto [begin, end] = node.span;
  if (begin >= end || end > query.size()) return query::canonical(node);
  std::string typed = query.substr(begin, end - begin);
  if (node.kind != query::Kind::Word) return typed;
  // A comma after a word belongs to the sentence that was typed.
  const std::size_t last = typed.find_last_not_of(",;:!?");
  return last == std::string::npos ? typed : typed.substr(0, last + 1);
}

Hit read_hit(const Archive& archive, const Match& match, Highlighter& highlighter,
             const std::string& home) {
  Hit hit;
  hit.score = match.score;
  hit.article = article_of(archive, {match.segment, match.docid});
  const Article& article = hit.article;
  hit.id = article.id;
  hit.story = place_in_story(archive, {match.segment, match.docid});
  const MarkedArticle marked = highlighter.mark(article.headline, article.body, article.language);
  hit.headline = whole(article.headline, marked.headline);
  hit.passage = make_snippet(article.body, marked.body);
  if (!home.empty()) hit.foreign = highlighter.foreign_forms(home);
  return hit;
}

Hit read_bare_hit(const Archive& archive, const Match& match) {
  Hit hit;
  hit.score = match.score;
  hit.id = id_of(archive, {match.segment, match.docid});
  if (const auto date = from_sortable(segment::sortable_of(match.published))) {
    hit.article.published.date = *date;
  }
  return hit;
}

DateRange read_bound(std::string_view which, const std::string& period, const Date& today) {
  try {
    return query::read_period(period, today);
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("{}: {}", which, error.what()), error.hint());
  }
}

}  // namespace

std::vector<StoryArticle> articles_of_story(const Archive& archive, const Located& article) {
  return ArchiveStories(archive).articles_with(article.segment, article.docid);
}

StoryPlace place_in_story(const Archive& archive, const Located& article) {
  const std::vector<StoryArticle> articles = articles_of_story(archive, article);
  const StoryArticle& first = articles.front();
  return {story_id(ArchiveStories(archive).number(article.segment, article.docid)), articles.size(),
          first.segment == article.segment && first.docid == article.docid};
}

SearchRequest asked_in(const query::Context& context, SearchRequest request) {
  request.today = context.today();
  request.limits = context.limits;
  request.languages = context.languages;
  request.form = context.form;
  return request;
}

query::Node read_query(const SearchRequest& request) {
  // Words that are added to the query's are alternatives to them.
  const query::Reading reading = request.feedback ? query::Reading::Any : request.reading;
  query::ParseOptions options{request.today, reading, request.limits, request.synonyms.get()};
  options.saved = request.saved_home.empty() ? all_saved_queries(request.archive)
                                             : saved_queries(request.saved_home);
  if (request.ids) {
    options.ids = [&request](const std::string& file) {
      auto known = request.ids->files.find(file);
      if (known == request.ids->files.end()) {
        known = request.ids->files.emplace(file, query::read_ids(file)).first;
        request.ids->named.insert(known->second.begin(), known->second.end());
      }
      return known->second;
    };
  }
  options.form = request.form.value_or(request.archive_form);
  options.saved_form = request.archive_form;
  query::Node tree = query::in_languages(query::parse(request.query, options), request.languages);
  if (request.ids && !request.ids->confine_to.empty()) {
    tree = query::both(std::move(tree), query::with_id_among(request.ids->confine_to));
  }
  if (request.from.empty() && request.to.empty()) return tree;
  query::Node dates;
  dates.kind = query::Kind::DateIs;
  dates.field = query::Field::Date;
  dates.dates = all_days();
  if (!request.from.empty()) {
    dates.dates.first_day = read_bound("first day", request.from, request.today).first_day;
  }
  if (!request.to.empty()) {
    dates.dates.last_day = read_bound("last day", request.to, request.today).last_day;
  }
  if (dates.dates.empty()) {
    throw Error(
        Code::Usage,
        fmt::format("the last day is before the first day: {}, {}", request.to, request.from),
        "swap them");
  }
  return query::both(std::move(tree), std::move(dates));
}

Searcher::Searcher(std::shared_ptr<const OpenRevision> revision)
    : revision_(std::move(revision)), workspace_(revision_->postings()) {}

void Searcher::leave_out(const ShardDown& down) {
  if (!revision_->is_partial()) throw down;
  revision_ = revision_->without(down);
}

match::Workspace& Searcher::begin(const query::Limits& limits) {
  workspace_.deadline = query::Deadline(limits);
  return workspace_;
}

SearchRequest Searcher::settled(SearchRequest request) const {
  request.archive_form = archive().manifest().exact_forms ? query::Form::Exact : query::Form::Stem;
  return request;
}

SearchResult Searcher::search(const SearchRequest& asked) {
  const SearchRequest request = settled(asked);
  const query::Node tree = read_query(request);
  if (request.partly == Partly::Ignored || request.reading != query::Reading::All ||
      request.feedback || applied(request.sort, tree) != Sort::Relevance) {
    return search(request, tree);
  }
  SearchRequest partly = request;
  partly.reading = query::Reading::Some;
  const query::Node some = read_query(partly);
  if (some == tree) return search(request, tree);
  begin(request.limits);
  return consistently([&] { return answer(request, tree, &some); });
}

SearchResult Searcher::search(const SearchRequest& request, const query::Node& tree) {
  begin(request.limits);
  return consistently(
      [&] { return answer(request, request.feedback ? fed_back(request, tree) : tree); });
}

query::Node Searcher::fed_back(const SearchRequest& request, query::Node tree) {
  if (request.sort != Sort::Relevance) {
    throw Error(Code::Usage, "feedback needs the order of relevance", "leave one of the two out");
  }
  query::Node* const part = feedback_part(tree);
  if (part == nullptr) return tree;
  SearchRequest first = request;
  first.page.clear();
  first.facets.clear();
  first.count = false;
  first.bare = false;
  first.suggest = false;
  // Copies of one story would count as often as it was copied.
  first.limit = 2 * kFeedbackArticles;
  const SearchResult found = answer(first, tree);
  std::set<std::string> stories;
  std::vector<FeedbackArticle> articles;
  for (const Hit& hit : found.hits) {
    if (articles.size() == kFeedbackArticles) break;
    if (stories.insert(hit.story.id).second) articles.push_back({&hit.article, hit.score});
  }
  add_feedback(*part, articles, archive());
  return tree;
}

std::vector<SlotHoldings> Searcher::holdings(const SearchRequest& request,
                                             const std::vector<schema::Slot>& slots) {
  const query::Node tree = read_query(settled(request));
  begin(request.limits);
  return consistently([&] {
    return find_holdings(archive(), AskedQuery(request, tree, archive()).plan(deadline()), slots,
                         workspace_);
  });
}

PartlyFound Searcher::partly_found(const SearchRequest& request, const query::Node& tree,
                                   std::uint64_t articles) {
  PartlyFound partly;
  partly.articles = articles;
  std::vector<std::size_t> places;  // of the units among the children
  for (std::size_t c = 0; c < tree.children.size(); ++c) {
    if (!query::is_ranked(tree.children[c])) continue;
    places.push_back(c);
    partly.units.push_back(as_typed(tree.children[c], request.query));
  }
  if (articles == 0 || places.size() > kUnitsLeftOut) return partly;
  for (std::size_t i = 0; i < places.size(); ++i) {
    query::Node others = tree;
    query::Node& unit = others.children[places[i]];
    unit = query::none_of(std::move(unit));
    const AskedQuery asked(request, others, archive());
    const std::uint64_t found = count_matches(archive(), asked.plan(deadline()), workspace_);
    if (found != 0) partly.without.push_back({partly.units[i], found});
  }
  return partly;
}

SearchResult Searcher::answer(const SearchRequest& request, const query::Node& tree,
                              const query::Node* some) {
  const Archive& archive = revision_->archive();
  std::vector<FacetCounter> facets;
  for (const std::string& field : request.facets) {
    facets.emplace_back(field, revision_->facet_names());
  }
  const AskedQuery asked(request, tree, archive);
  const query::Plan plan = asked.plan(deadline());
  const bool shows_rest = request.partly == Partly::Shown;
  std::optional<query::Node> rest;
  std::optional<AskedQuery> asked_rest;
  std::optional<query::Plan> rest_plan;
  if (some != nullptr) {
    rest = query::both(*some, query::none_of(tree));
    asked_rest.emplace(request, *rest, archive);
    rest_plan = asked_rest->plan(deadline());
  }
  const std::optional<query::Node> last = comes_last(tree, applied(request.sort, tree), archive);
  std::optional<AskedQuery> asked_last;
  std::optional<query::Plan> last_plan;
  if (last) {
    asked_last.emplace(request, *last, archive);
    last_plan = asked_last->plan(deadline());
  }
  SearchResult result;
  result.archive_uuid = archive.manifest().uuid;
  result.revision = archive.manifest().revision;
  result.missing = archive.missing();
  result.sort = applied(request.sort, tree);
  const auto list = [&] {
    return paged(cursor_key(result.archive_uuid, tree, result.sort, request), archive,
                 result.missing);
  };
  const std::size_t offset = request.page.empty() ? 0 : offset_in(request.page, list());

  const bool count = request.count || request.collapse || !facets.empty() || rest_plan;
  const Page page =
      find_page(archive, plan,
                {result.sort, offset, request.limit, count, facets, request.stories,
                 request.collapse, request.per_source, request.served_stories, request.without,
                 rest_plan ? &*rest_plan : nullptr, last_plan ? &*last_plan : nullptr, shows_rest},
                workspace_);
  if (!request.page.empty()) read_cursor(request.page, list());
  if (count) result.total = page.total;
  result.stories = page.stories;
  if (some != nullptr) result.partly = partly_found(request, tree, page.rest);
  if (count) result.left_out = asked.count_left_out(workspace_);
  if (request.suggest) result.suggestions = suggest(tree, archive, workspace_);
  Highlighter highlighter(some != nullptr && shows_rest ? *some : tree, deadline());
  // In the language asked for, nothing is foreign.
  const std::string home = request.bare || !request.languages.empty() ? "" : home_language(archive);
  for (const auto& [match, of_rest, copies] : page.shown) {
    deadline().check();
    Hit& hit = result.hits.emplace_back(request.bare ? read_bare_hit(archive, match)
                                                     : read_hit(archive, match, highlighter, home));
    hit.rank = offset + result.hits.size();
    hit.copies = copies;
    hit.partly = of_rest;
  }
  if (request.suggest) {
    for (const query::Node* const word : highlighter.mostly_in_other_forms()) {
      if (auto other = other_form(*word, archive, Servers::Asked, workspace_)) {
        result.other_forms.push_back(std::move(*other));
      }
    }
  }
  for (const FacetCounter& facet : facets) result.facets.push_back(facet.counts());
  if (count && page.more && !result.hits.empty()) {
    result.next_page = make_cursor(list(), offset + result.hits.size());
  }
  return result;
}

SearchResult search(const SearchRequest& request) {
  return Searcher(request.archive, request.open).search(request);
}

}  // namespace dateline
