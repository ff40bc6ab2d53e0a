// SPDX-License-Identifier: GPL-2.0-or-later
// The matches of both queries as numbers, which are sorted and merged.
#include "searcher/verbs/compare/compare.h"

#include "common/engine/match/near.h"
#include "searcher/find/spellings.h"
#include "searcher/find/story_count.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace dateline {
namespace {

/// The most rows of a short table of periods.
constexpr std::int64_t kShortTable = 24;

/// An article as a number.
std::uint64_t number_of(const Holding& match) {
  return std::uint64_t{match.segment} << 32U | match.docid;
}

/// What one query finds.
struct Side {
  SearchResult counted;
  SlotHoldings sources;
  SlotHoldings dates;
};

std::vector<std::uint64_t> articles_of(const Side& side) {
  std::vector<std::uint64_t> numbers;
  for (const Holding& match : side.sources.matches) numbers.push_back(number_of(match));
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::map<std::string, std::uint64_t> count_contents(const SlotHoldings& holdings) {
  std::vector<std::uint64_t> counts(holdings.contents.size());
  for (const Holding& match : holdings.matches) ++counts[match.content];
  std::map<std::string, std::uint64_t> by_content;
  for (std::uint32_t i = 0; i < counts.size(); ++i) {
    by_content[std::string(holdings.contents[i])] += counts[i];
  }
  return by_content;
}

class Comparer {
 public:
  Comparer(const CompareRequest& request, Searcher& searcher)
      : request_(request), searcher_(searcher) {}

  Comparison run() {
    for (std::size_t i = 0; i < 2; ++i) {
      sides_[i] = find(i == 0 ? request_.search.query : request_.with);
    }
    Comparison compared;
    compared.archive_uuid = sides_[0].counted.archive_uuid;
    compared.revision = sides_[0].counted.revision;
    compared.missing = sides_[0].counted.missing;
    compared.queries = {request_.search.query, request_.with};
    for (std::size_t i = 0; i < 2; ++i) {
      compared.articles[i] = sides_[i].sources.matches.size();
      compared.stories[i] = count_stories(sides_[i]);
      compared.left_out[i] = sides_[i].counted.left_out;
    }
    count_common(compared);
    count_sources(compared);
    count_periods(compared);
    find_words(compared);
    return compared;
  }

 private:
  Side find(const std::string& query) {
    SearchRequest search = request_.search;
    search.query = query;
    search.limit = 0;
    Side side;
    side.counted = searcher_.search(search);
    auto holdings = searcher_.holdings(search, {schema::kSource, schema::kPublished});
    side.sources = std::move(holdings[0]);
    side.dates = std::move(holdings[1]);
    return side;
  }

  [[nodiscard]] std::uint64_t count_stories(const Side& side) const {
    StoryCount counter(searcher_.archive());
    match::Tries looks(searcher_.deadline());
    for (const Holding& match : side.sources.matches) {
      looks.count();
      counter.add(match.segment, match.docid);
    }
    counter.finish();
    return counter.stories();
  }

  void count_common(Comparison& compared) const {
    const std::vector<std::uint64_t> first = articles_of(sides_[0]);
    const std::vector<std::uint64_t> second = articles_of(sides_[1]);
    std::vector<std::uint64_t> both;
    std::set_intersection(first.begin(), first.end(), second.begin(), second.end(),
                          std::back_inserter(both));
    compared.in_both = both.size();
  }

  void count_sources(Comparison& compared) const {
    Spellings spellings({schema::kSource});
    std::vector<CountOfBoth> counts;
    for (std::size_t i = 0; i < 2; ++i) {
      for (const auto& [source, articles] : count_contents(sides_[i].sources)) {
        if (source.empty()) {
          compared.without_source[i] = articles;
          continue;
        }
        const std::uint32_t number = spellings.add(source, articles);
        counts.resize(spellings.size());
        counts[number][i] += articles;
      }
    }
    std::map<std::string, CountOfBoth> in_order;
    const std::vector<std::string> names = spellings.names();
    for (std::size_t n = 0; n < names.size(); ++n) in_order[names[n]] = counts[n];
    for (const auto& [source, count] : in_order) compared.sources.push_back({source, count});
    std::stable_sort(compared.sources.begin(), compared.sources.end(),
                     [](const ComparedRow& a, const ComparedRow& b) {
                       return a.articles[0] + a.articles[1] > b.articles[0] + b.articles[1];
                     });
    const std::size_t shown = std::min(request_.top, compared.sources.size());
    compared.other_sources = compared.sources.size() - shown;
    compared.sources.resize(shown);
  }

  void count_periods(Comparison& compared) const {
    std::array<std::map<std::string, std::uint64_t>, 2> dates;
    DateRange days = {0, -1};
    for (std::size_t i = 0; i < 2; ++i) {
      dates[i] = count_contents(sides_[i].dates);
      for (const auto& [sort_key, articles] : dates[i]) {
        const auto date = from_sortable(sort_key);
        if (!date) continue;
        const DateRange period = whole_period(*date);
        days = days.empty() ? period
                            : DateRange{std::min(days.first_day, period.first_day),
                                        std::max(days.last_day, period.last_day)};
      }
    }
    compared.by = request_.by.value_or(short_bucket(days));
    std::map<std::int64_t, CountOfBoth> counts;
    for (std::size_t i = 0; i < 2; ++i) {
      for (const auto& [sort_key, articles] : dates[i]) {
        const auto date = from_sortable(sort_key);
        const auto bucket = date ? bucket_of(compared.by, *date) : std::nullopt;
        (bucket ? counts[*bucket] : compared.unplaced)[i] += articles;
      }
    }
    for (const auto& [bucket, count] : counts) {
      compared.periods.push_back({bucket_name(compared.by, bucket), count});
    }
  }

  static Bucket short_bucket(const DateRange& days) {
    for (const Bucket by : {Bucket::Day, Bucket::Month, Bucket::Quarter, Bucket::Year}) {
      if (days.empty() || bucket_count(by, days) <= kShortTable) return by;
    }
    return Bucket::Decade;
  }

  void find_words(Comparison& compared) {
    const std::size_t here = searcher_.archive().segments().size();
    compared.words_known = std::none_of(sides_.begin(), sides_.end(), [&](const Side& side) {
      return std::any_of(side.sources.matches.begin(), side.sources.matches.end(),
                         [&](const Holding& match) { return match.segment >= here; });
    });
    if (!compared.words_known) return;
    KeynessRequest keyness;
    keyness.search = request_.search;
    keyness.against = request_.with;
    keyness.against_from = request_.search.from;
    keyness.against_to = request_.search.to;
    keyness.words.top = request_.top;
    compared.words = find_words_of_both(keyness, searcher_);
  }

  const CompareRequest& request_;
  Searcher& searcher_;
  std::array<Side, 2> sides_;
};

}  // namespace

Comparison compare_queries(const CompareRequest& request) {
  Searcher searcher(request.search.archive, request.search.open);
  return compare_queries(request, searcher);
}

Comparison compare_queries(const CompareRequest& request, Searcher& searcher) {
  return searcher.consistently([&] { return Comparer(request, searcher).run(); });
}

}  // namespace dateline
