// SPDX-License-Identifier: GPL-2.0-or-later
// Segments one after another. By relevance, scores decide at once. By date, a first pass finds the
// date that the last article of the page has, without computing a score; a second one scores the
// few that are as new, because articles of one day stand in order of relevance.
#include "searcher/match/ranking.h"

#include "common/errors.h"
#include "common/glass/pack.h"
#include "common/match/matcher.h"
#include "searcher/match/served.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline {
namespace {

using segment::Forward;

/// Names the segment in what `work` throws.
template <typename Work>
void reading(const Archive& archive, const OpenSegment& open, Work work) {
  try {
    work();
  } catch (const glass::Damaged& e) {
    throw ShardDown(open.shard,
                    fmt::format("{} cannot be read: {}",
                                (archive.directory() / open.segment.path).string(), e.what()));
  }
}

/// What is greater comes first by date; the undated are last both ways.
std::uint64_t date_key(std::uint64_t published, Sort sort) {
  return sort == Sort::Oldest && published != 0 ? ~published : published;
}

bool by_relevance(const Match& a, const Match& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.published != b.published) return a.published > b.published;
  return a.segment != b.segment ? a.segment > b.segment : a.docid > b.docid;
}

void keep_first(std::vector<Match>& matches, std::size_t keep, Sort sort) {
  std::sort(matches.begin(), matches.end(),
            [&](const Match& a, const Match& b) { return comes_before(a, b, sort); });
  matches.resize(std::min(matches.size(), keep));
}

/// The best `keep` of what is offered.
class Best {
 public:
  explicit Best(std::size_t keep) : keep_(keep) {}

  void offer(const Match& match) {
    if (matches_.size() < keep_) {
      matches_.push_back(match);
      if (matches_.size() == keep_) {
        std::make_heap(matches_.begin(), matches_.end(), by_relevance);
      }
    } else if (keep_ != 0 && by_relevance(match, matches_.front())) {
      std::pop_heap(matches_.begin(), matches_.end(), by_relevance);
      matches_.back() = match;
      std::push_heap(matches_.begin(), matches_.end(), by_relevance);
    }
  }

  /// What scores less need not be offered.
  [[nodiscard]] double least_score() const {
    return matches_.size() < keep_ || keep_ == 0 ? 0 : matches_.front().score;
  }

  std::vector<Match> sorted() && {
    std::sort(matches_.begin(), matches_.end(), by_relevance);
    return std::move(matches_);
  }

 private:
  std::size_t keep_;
  std::vector<Match> matches_;  ///< a heap, the worst in front, once there are enough
};

class Finder {
 public:
  Finder(const Archive& archive, const query::Plan& plan, Sort sort, std::size_t keep,
         std::vector<FacetCounter>& facets, match::PostingsCache& cache)
      : archive_(archive), plan_(plan), sort_(sort), keep_(keep), facets_(facets), cache_(cache) {
    const auto dates = query::required_dates(plan);
    for (std::uint32_t s = 0; s < archive.segments().size(); ++s) {
      const Segment& segment = archive.segments()[s].segment;
      if (!dates || may_hold(segment.first, segment.last, *dates)) segments_.push_back(s);
    }
  }

  Matches run() {
    Matches found;
    found.best = sort_ == Sort::Relevance ? by_score() : by_date();
    found.total = total_;
    return found;
  }

 private:
  /// Calls `visit` with each window of each segment that holds matches, and counts these.
  template <typename Visit>
  void each_window(bool scored, Visit visit) {
    for (const std::uint32_t s : segments_) {
      const OpenSegment& open = archive_.segments()[s];
      reading(archive_, open, [&] {
        match::Matcher matcher(plan_, *open.reader, cache_, scored);
        for (FacetCounter& facet : facets_) facet.enter(s, open.reader->forward());
        while (matcher.next(window_)) {
          total_ += window_.matches.count();
          for (FacetCounter& facet : facets_) facet.count(window_);
          visit(s, open.reader->forward());
        }
      });
    }
  }

  std::vector<Match> by_score() {
    Best best(keep_);
    each_window(keep_ != 0, [&](std::uint32_t s, const Forward& forward) {
      if (keep_ == 0) return;
      double least = best.least_score();
      window_.matches.each([&](std::uint32_t i) {
        const double score = rounded_score(window_.scores[i]);
        if (score < least) return;
        const std::uint32_t docid = window_.first + i;
        best.offer({s, docid, score, forward.published()[docid - 1]});
        least = best.least_score();
      });
    });
    return std::move(best).sorted();
  }

  std::vector<Match> by_date() {
    std::vector<std::uint64_t> keys = best_keys();
    if (keys.empty()) return {};
    const auto last = keys.begin() + static_cast<std::ptrdiff_t>(std::min(keep_, keys.size()) - 1);
    std::nth_element(keys.begin(), last, keys.end(), std::greater<>());
    std::vector<Match> matches = as_good_as(*last);
    keep_first(matches, keep_, sort_);
    return matches;
  }

  /// The keys of the first `keep_` matches of each segment, and of some more.
  std::vector<std::uint64_t> best_keys() {
    std::vector<std::uint64_t> keys;
    std::vector<std::uint64_t> own;
    std::uint32_t segment = segments_.empty() ? 0 : segments_.front();
    const auto take = [&] {
      // Docids run from old to new, so the newest are the last.
      const std::size_t newest = own.size() > keep_ ? own.size() - keep_ : 0;
      for (std::size_t i = sort_ == Sort::Newest ? newest : 0; i < own.size(); ++i) {
        keys.push_back(own[i]);
      }
      own.clear();
    };
    each_window(false, [&](std::uint32_t s, const Forward& forward) {
      if (keep_ == 0) return;
      if (s != segment) take();
      segment = s;
      if (sort_ == Sort::Oldest && own.size() >= keep_) return;
      window_.matches.each([&](std::uint32_t i) {
        own.push_back(date_key(forward.published()[window_.first + i - 1], sort_));
      });
      if (sort_ == Sort::Newest && own.size() > 4 * keep_ + match::kWindow) {
        own.erase(own.begin(), own.end() - static_cast<std::ptrdiff_t>(keep_));
      }
    });
    take();
    return keys;
  }

  /// All matches whose key is not less than `key`, scored.
  std::vector<Match> as_good_as(std::uint64_t key) {
    std::vector<Match> matches;
    for (const std::uint32_t s : segments_) {
      const OpenSegment& open = archive_.segments()[s];
      const auto published = open.reader->forward().published();
      const auto good = [&](std::uint64_t date) { return date_key(date, sort_) >= key; };
      // The good ones stand at one end.
      const auto begin = sort_ == Sort::Newest
                             ? std::partition_point(published.begin(), published.end(),
                                                    [&](std::uint64_t d) { return !good(d); })
                             : published.begin();
      const auto end = sort_ == Sort::Newest
                           ? published.end()
                           : std::partition_point(published.begin(), published.end(), good);
      if (begin == end) continue;
      reading(archive_, open, [&] {
        match::Matcher matcher(plan_, *open.reader, cache_, true);
        matcher.confine(static_cast<std::uint32_t>(begin - published.begin()) + 1,
                        static_cast<std::uint32_t>(end - published.begin()));
        while (matcher.next(window_)) {
          window_.matches.each([&](std::uint32_t i) {
            const std::uint32_t docid = window_.first + i;
            matches.push_back({s, docid, rounded_score(window_.scores[i]), published[docid - 1]});
          });
        }
      });
    }
    return matches;
  }

  const Archive& archive_;
  const query::Plan& plan_;
  Sort sort_;
  std::size_t keep_;
  std::vector<FacetCounter>& facets_;
  match::PostingsCache& cache_;
  std::vector<std::uint32_t> segments_;  ///< that may hold a match
  match::Window window_;
  std::uint64_t total_ = 0;
};

}  // namespace

double rounded_score(double score) {
  return static_cast<double>(static_cast<std::int64_t>(score / kScoreStep + 0.5)) * kScoreStep;
}

bool comes_before(const Match& a, const Match& b, Sort sort) {
  if (sort != Sort::Relevance) {
    const std::uint64_t key_a = date_key(a.published, sort);
    const std::uint64_t key_b = date_key(b.published, sort);
    if (key_a != key_b) return key_a > key_b;
  }
  return by_relevance(a, b);
}

Matches find_matches(const Archive& archive, const query::Plan& plan, Sort sort, std::size_t keep,
                     std::vector<FacetCounter>& facets, match::PostingsCache& cache) {
  Matches all = Finder(archive, plan, sort, keep, facets, cache).run();
  if (archive.served().empty()) return all;
  std::vector<schema::Slot> slots;
  for (const FacetCounter& facet : facets) slots.push_back(facet.slot());
  for (ServedMatches& found : ask_servers(archive, plan, sort, keep, slots)) {
    all.total += found.total;
    all.best.insert(all.best.end(), found.best.begin(), found.best.end());
    for (std::size_t i = 0; i < found.contents.size(); ++i) facets[i].add(found.contents[i]);
  }
  keep_first(all.best, keep, sort);
  return all;
}

}  // namespace dateline
