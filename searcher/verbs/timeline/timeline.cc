// SPDX-License-Identifier: GPL-2.0-or-later
// The facets day, month and year count all articles whose dates are known that precisely. What only
// the coarser one counts is known less precisely; what none counts is undated.
#include "searcher/verbs/timeline/timeline.h"

#include "common/archive/story_lookup.h"
#include "common/date/words.h"
#include "common/disk/damaged.h"
#include "common/engine/match/near.h"
#include "common/engine/query/canonical.h"
#include "common/engine/query/names.h"
#include "common/errors/errors.h"
#include "searcher/find/spellings.h"
#include "searcher/find/withheld.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Of a date number in segments.
constexpr std::size_t kDayDigits = 8;

/// Impossible in a sound archive: two results differ.
[[noreturn]] void contradiction() {
  throw disk::Damaged(segment::kForwardName, "the dates of articles contradict each other");
}

std::uint64_t sum(const FacetCounts& facet) {
  std::uint64_t all = 0;
  for (const FacetValue& value : facet.values) all += value.articles;
  return all;
}

Date date_of(const FacetValue& value) {
  std::string digits = value.value;
  std::erase(digits, '-');
  const auto date = from_sortable(digits);
  if (!date) contradiction();
  return *date;
}

const FacetCounts& facet_named(const SearchResult& result, std::string_view name) {
  return *std::find_if(result.facets.begin(), result.facets.end(),
                       [&](const FacetCounts& facet) { return facet.field == name; });
}

Unplaced unplaced_of(const SearchResult& result, Bucket by) {
  const std::uint64_t dated = sum(facet_named(result, "year"));
  return {dated - sum(facet_named(result, facet_of(by))), result.total.value() - dated};
}

/// The days that a timeline of these values shows: those asked for, and up to the archive's first
/// or last day if an end is open.
DateRange span_of(const SearchRequest& request, const FacetCounts& values) {
  DateRange span = {0, -1};
  if (!values.values.empty()) {
    span = {whole_period(date_of(values.values.front())).first_day,
            whole_period(date_of(values.values.back())).last_day};
  }
  if (!request.from.empty()) {
    span.first_day = query::read_period(request.from, request.today).first_day;
  }
  if (!request.to.empty()) {
    span.last_day = query::read_period(request.to, request.today).last_day;
  }
  return span;
}

/// Rows for buckets from `first` to `last`, of which the archive covers those in `values`.
std::size_t count_rows(Bucket by, std::int64_t first, std::int64_t last,
                       const FacetCounts& values) {
  std::size_t rows = 0;
  const auto add_gap = [&](std::int64_t length) {
    if (length <= 0) return;
    rows += static_cast<std::size_t>(length) <= kShortGap ? static_cast<std::size_t>(length) : 1;
  };
  std::int64_t next = first;
  for (const FacetValue& value : values.values) {
    const std::int64_t number = *bucket_of(by, date_of(value));
    if (number < next) continue;
    add_gap(number - next);
    ++rows;
    next = number + 1;
  }
  add_gap(last + 1 - next);
  return rows;
}

/// Does a chart of most dated articles have at most so many rows?
bool fits(Bucket by, std::size_t rows, const SearchRequest& request, const SearchResult& whole) {
  const FacetCounts& values = facet_named(whole, facet_of(by));
  const DateRange span = span_of(request, values);
  const std::uint64_t dated = sum(facet_named(whole, "year"));
  if (span.empty() || 2 * sum(values) < dated || bucket_count(by, span) > kMaxBuckets) return false;
  const std::int64_t first = *bucket_of(by, from_day_number(span.first_day));
  const std::int64_t last = first + bucket_count(by, span) - 1;
  return count_rows(by, first, last, values) <= rows;
}

/// Has one bucket more than three quarters of the articles?
bool is_crowded(Bucket by, const SearchResult& whole) {
  const FacetCounts& values = facet_named(whole, facet_of(by));
  std::uint64_t most = 0;
  std::uint64_t of_bucket = 0;
  std::optional<std::int64_t> bucket;
  for (const FacetValue& value : values.values) {
    const std::optional<std::int64_t> own = bucket_of(by, date_of(value));
    of_bucket = value.articles + (own == bucket ? of_bucket : 0);
    bucket = own;
    most = std::max(most, of_bucket);
  }
  return 4 * most > 3 * sum(values);
}

/// The finest bucket that makes a readable chart; a finer one and a longer chart if a few dates far
/// away would squeeze nearly all articles into one bar.
Bucket readable_bucket(const SearchRequest& request, const SearchResult& whole) {
  const std::vector<Bucket>& all = all_buckets();
  auto by = std::find_if(all.begin(), all.end(),
                         [&](Bucket each) { return fits(each, kReadableRows, request, whole); });
  if (by == all.end()) --by;
  while (by != all.begin() && is_crowded(*by, whole) &&
         fits(*std::prev(by), kCrowdedRows, request, whole)) {
    --by;
  }
  return *by;
}

/// A filter by the name of a source, a place, … or alternatives of them.
bool is_of_names(const query::Node& node) {
  if (node.kind == query::Kind::Or) {
    return std::all_of(node.children.begin(), node.children.end(), is_of_names);
  }
  if (node.kind != query::Kind::Filter) return false;
  const fields::Row* const row = query::row_of(node.field);
  return row != nullptr && fields::is_facet(*row);
}

class Counter {
 public:
  Counter(const TimelineRequest& request, Searcher& searcher)
      : request_(request), searcher_(searcher) {
    queries_ = {request.search.query};
    queries_.insert(queries_.end(), request.with.begin(), request.with.end());
    const std::size_t shares = request.share_of.size();
    if (shares > 1 && shares != queries_.size()) {
      throw Error(
          Code::Usage,
          fmt::format("shares are of {} queries, but {} are counted", shares, queries_.size()),
          "give one for all, or one for each in the same order");
    }
  }

  Timeline run() {
    search_all();
    Timeline timeline;
    timeline.archive_uuid = whole_.archive_uuid;
    timeline.revision = whole_.revision;
    timeline.missing = whole_.missing;
    timeline.articles = whole_.total.value();
    lay_out(timeline);
    timeline.unplaced = unplaced_of(whole_, timeline.by);
    for (std::size_t q = 0; q < queries_.size(); ++q) {
      const SearchResult& result = results_[q];
      TimelineQuery& query = timeline.queries.emplace_back();
      query = {queries_[q], result.total.value(), result.left_out,
               unplaced_of(result, timeline.by)};
      if (wholes_.empty()) continue;
      query.share_of = share_of(q);
      query.part = {wholes_[q].total.value(), parts_[q].total.value()};
    }
    return timeline;
  }

 private:
  [[nodiscard]] const std::string& share_of(std::size_t query) const {
    return request_.share_of.size() == 1 ? request_.share_of.front() : request_.share_of[query];
  }

  /// What the share of a query is of, and what the query finds of that.
  void search_share(SearchRequest asked, std::size_t query) {
    asked.query = queries_[query];
    const query::Node matches = read_query(asked);
    asked.query = share_of(query);
    const query::Node whole = read_query(asked);
    wholes_.push_back(searcher_.search(asked, whole));
    parts_.push_back(searcher_.search(asked, query::both(matches, whole)));
  }

  void search_all() {
    SearchRequest asked = request_.search;
    asked.limit = 0;
    asked.page.clear();
    asked.facets = {"day", "month", "year"};
    results_.clear();
    wholes_.clear();
    parts_.clear();
    // Matches are a subset of the articles beside them, so these include withheld ones if any query
    // does.
    SearchRequest whole = asked;
    whole.query.clear();
    for (const std::string& text : queries_) {
      asked.query = text;
      whole.withheld |= names_withheld(read_query(asked));
      results_.push_back(searcher_.search(asked));
    }
    for (const std::string& text : request_.share_of) {
      asked.query = text;
      whole.withheld |= names_withheld(read_query(asked));
    }
    for (std::size_t q = 0; !request_.share_of.empty() && q < queries_.size(); ++q) {
      search_share(asked, q);
    }
    whole_ = searcher_.search(whole);
    sources_ = std::move(searcher_.holdings(whole, {schema::kSource}).front());
  }

  void lay_out(Timeline& timeline) {
    timeline.is_chosen = !request_.by;
    timeline.by = request_.by ? *request_.by : readable_bucket(request_.search, whole_);
    const DateRange span = span_of(request_.search, facet_named(whole_, facet_of(timeline.by)));
    const std::int64_t count = bucket_count(timeline.by, span);
    if (count > kMaxBuckets) {
      throw Error(Code::Usage,
                  fmt::format("counting by {} makes {} buckets, more than {}", name_of(timeline.by),
                              count, kMaxBuckets),
                  {fmt::format("count by {}, or bound it",
                               name_of(readable_bucket(request_.search, whole_))),
                   Setting::Dates});
    }
    if (count <= 0) return;
    const std::int64_t first = *bucket_of(timeline.by, from_day_number(span.first_day));
    for (std::int64_t number = first; number < first + count; ++number) {
      timeline.buckets.push_back({bucket_name(timeline.by, number),
                                  bucket_days(timeline.by, number), 0, 0,
                                  std::vector<std::uint64_t>(queries_.size())});
    }
    const auto each = [&](const SearchResult& result, auto add) {
      for (const FacetValue& value : facet_named(result, facet_of(timeline.by)).values) {
        const std::int64_t number = *bucket_of(timeline.by, date_of(value));
        if (number < first || number >= first + count) contradiction();
        add(timeline.buckets[static_cast<std::size_t>(number - first)], value.articles);
      }
    };
    each(whole_, [](TimelineBucket& bucket, std::uint64_t n) { bucket.articles += n; });
    for (std::size_t q = 0; q < queries_.size(); ++q) {
      each(results_[q], [&](TimelineBucket& bucket, std::uint64_t n) { bucket.matches[q] += n; });
    }
    for (std::size_t q = 0; q < wholes_.size(); ++q) {
      for (TimelineBucket& bucket : timeline.buckets) bucket.parts.emplace_back();
      each(wholes_[q],
           [](TimelineBucket& bucket, std::uint64_t n) { bucket.parts.back().articles += n; });
      each(parts_[q],
           [](TimelineBucket& bucket, std::uint64_t n) { bucket.parts.back().matches += n; });
    }
    count_sources(timeline, first);
  }

  void count_sources(Timeline& timeline, std::int64_t first) {
    const FacetField field = {schema::kSource};
    Spellings names(field);
    std::vector<std::vector<std::uint32_t>> names_of(sources_.contents.size());
    for (std::uint32_t content = 0; content < names_of.size(); ++content) {
      for (const std::string& name : facet_values(field, sources_.contents[content])) {
        names_of[content].push_back(names.add(name, 1));
      }
    }
    // By bucket and name: did the source publish?
    std::vector<bool> active(timeline.buckets.size() * names.size());
    // The tables of stories also have the dates of articles on servers.
    const ArchiveStories stories(searcher_.archive());
    std::optional<std::uint64_t> day;
    std::optional<std::int64_t> number;
    match::Tries looks(searcher_.deadline());
    for (const Holding& article : sources_.matches) {
      looks.count();
      const std::uint64_t date = stories.published(article.segment, article.docid);
      if (const std::uint64_t own = segment::truncated_date(date, kDayDigits); day != own) {
        day = own;
        const auto known = from_sortable(segment::sortable_of(own));
        number = known ? bucket_of(timeline.by, *known) : std::nullopt;
      }
      if (!number) continue;
      const auto bucket = static_cast<std::size_t>(*number - first);
      if (bucket >= timeline.buckets.size()) contradiction();
      for (const std::uint32_t name : names_of[article.content]) {
        const std::size_t at = bucket * names.size() + name;
        if (!active[at]) ++timeline.buckets[bucket].sources;
        active[at] = true;
      }
    }
  }

  const TimelineRequest& request_;
  Searcher& searcher_;
  std::vector<std::string> queries_;
  std::vector<SearchResult> results_;  ///< of each query
  std::vector<SearchResult> wholes_;   ///< of the query of each query's share, if there are any
  std::vector<SearchResult> parts_;    ///< of both
  SearchResult whole_;                 ///< of everything in the archive
  SlotHoldings sources_;               ///< likewise
};

}  // namespace

std::vector<std::string> own_shares(const TimelineRequest& request) {
  std::vector<std::string> shares;
  std::vector<std::string> queries = {request.search.query};
  queries.insert(queries.end(), request.with.begin(), request.with.end());
  for (const std::string& query : queries) {
    SearchRequest asked = request.search;
    asked.query = query;
    asked.from.clear();
    asked.to.clear();
    const query::Node tree = read_query(asked);
    std::string& share = shares.emplace_back();
    if (tree.kind != query::Kind::And || !query::is_ranked(tree)) continue;
    for (const query::Node& part : tree.children) {
      if (!is_of_names(part)) continue;
      share += (share.empty() ? "" : " ") + query::canonical(part);
    }
  }
  const bool is_any = std::any_of(shares.begin(), shares.end(),
                                  [](const std::string& share) { return !share.empty(); });
  return is_any ? shares : std::vector<std::string>();
}

Timeline count_timeline(const TimelineRequest& request) {
  Searcher searcher(request.search.archive, request.search.open);
  return count_timeline(request, searcher);
}

Timeline count_timeline(const TimelineRequest& request, Searcher& searcher) {
  return searcher.consistently([&] { return Counter(request, searcher).run(); });
}

std::vector<TimelineRow> rows_of(const Timeline& timeline) {
  std::vector<TimelineRow> rows;
  const std::vector<TimelineBucket>& buckets = timeline.buckets;
  for (std::size_t i = 0; i < buckets.size(); i += rows.back().buckets) {
    std::size_t end = i;
    while (end < buckets.size() && buckets[end].articles == 0) ++end;
    rows.push_back({i, end - i > kShortGap ? end - i : 1});
  }
  return rows;
}

std::uint64_t share_base(const TimelineBucket& bucket, std::size_t query) {
  return bucket.parts.empty() ? bucket.articles : bucket.parts[query].articles;
}

std::optional<double> share(const TimelineBucket& bucket, std::size_t query) {
  const std::uint64_t base = share_base(bucket, query);
  if (base == 0) return std::nullopt;
  const std::uint64_t matches =
      bucket.parts.empty() ? bucket.matches[query] : bucket.parts[query].matches;
  return static_cast<double>(matches) / static_cast<double>(base);
}

std::string share_text(const TimelineBucket& bucket, std::size_t query) {
  const std::optional<double> part = share(bucket, query);
  return part ? fmt::format("{:.1f} %", 100 * *part) : "-";
}

std::uint64_t highest(const Timeline& timeline) {
  std::uint64_t most = 0;
  for (const TimelineBucket& bucket : timeline.buckets) {
    for (const std::uint64_t matches : bucket.matches) most = std::max(most, matches);
  }
  return most;
}

}  // namespace dateline
