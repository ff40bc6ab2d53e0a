// SPDX-License-Identifier: GPL-2.0-or-later
// Segments one after another. Only what may get onto the page is scored; everything is looked at
// only for counting.
#include "searcher/find/ranking.h"

#include "common/engine/match/finder.h"
#include "common/engine/match/matcher.h"
#include "common/process/parallel.h"
#include "searcher/find/segment_windows.h"
#include "searcher/find/served.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace dateline {
namespace {

using segment::Forward;

/// Documents that are first looked at for a page by date; then twice as many, and so on.
constexpr std::uint32_t kFirstLook = 512;

bool by_relevance(const Match& a, const Match& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.instant != b.instant) return a.instant > b.instant;
  // At one instant, the order of docids in a segment, which merging it with others must not change.
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

  /// Lower scores need not be offered.
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
  Finder(const Archive& archive, const query::Plan& plan, const Wanted& wanted,
         match::Workspace& workspace)
      : archive_(archive),
        plan_(plan),
        wanted_(wanted),
        workspace_(workspace),
        reads_positions_(match::reads_positions(plan.root)) {
    const auto dates = query::required_dates(plan.root);
    for (std::uint32_t s = 0; s < archive.segments().size(); ++s) {
      const Segment& segment = archive.segments()[s].segment;
      if (!dates || may_hold(segment.first, segment.last, *dates)) segments_.push_back(s);
    }
  }

  Matches run() {
    Matches found;
    if (wanted_.keep != 0) {
      found.best = wanted_.sort == Sort::Relevance ? by_score() : by_date();
    }
    if (wanted_.count && !counted_) {
      every_window(wanted_.scores, [&](std::uint32_t s, const Forward&) { count(s); });
    }
    found.total = total_;
    return found;
  }

 private:
  /// Calls `visit` with windows of each segment that hold matches. Matches that score less than
  /// `least` may be missing.
  template <typename Least, typename Visit>
  void each_window(bool scored, Least least, Visit visit) {
    each_segment([&](std::uint32_t s, const segment::Reader& segment) {
      match::Matcher matcher(plan_, segment, workspace_, scored);
      while (matcher.next(window_, least())) visit(s, segment.forward());
    });
  }

  /// The same with all matches. If token streams are read, free processors help.
  template <typename Visit>
  void every_window(bool scored, Visit visit) {
    const auto all = [] { return std::nullopt; };
    if (!reads_positions_ || segments_.size() < 2) return each_window(scored, all, visit);
    const Budget::Share share = Budget::of_process().take(segments_.size() - 1);
    if (share.helpers() == 0) return each_window(scored, all, visit);
    SegmentWindows ahead(archive_, plan_, segments_, workspace_, scored, share.helpers());
    each_segment([&](std::uint32_t s, const segment::Reader& segment) {
      for (const FoundWindow& found : ahead.next()) {
        window_.first = found.first;
        window_.matches = found.matches;
        auto score = found.scores.begin();
        if (scored) found.matches.each([&](std::uint32_t i) { window_.scores[i] = *score++; });
        visit(s, segment.forward());
      }
    });
  }

  template <typename Work>
  void each_segment(Work work) {
    for (const std::uint32_t s : segments_) {
      archive_.segments()[s].use([&](const segment::Reader& reader) {
        for (FacetCounter& facet : wanted_.facets) facet.enter(s, reader.forward());
        work(s, reader);
      });
    }
  }

  void count(std::uint32_t s) {
    total_ += window_.matches.count();
    if (wanted_.on_window) wanted_.on_window(s, window_);
    for (FacetCounter& facet : wanted_.facets) facet.count(window_);
  }

  /// Counting and scoring separately is faster, because most of what is counted need not be scored;
  /// except with token streams, which should not be read twice.
  std::vector<Match> by_score() {
    counted_ = wanted_.count && reads_positions_;
    Best best(wanted_.keep);
    double least = 0;
    // A slightly lower score may be rounded up.
    const auto worth_a_look = [&] { return std::optional(std::max(0.0, least - kScoreStep / 2)); };
    const auto visit = [&](std::uint32_t s, const Forward& forward) {
      if (counted_) count(s);
      const segment::Instants instants = forward.instants();
      window_.matches.each([&](std::uint32_t i) {
        const double score = rounded_score(window_.scores[i]);
        if (score < least) return;
        const std::uint32_t docid = window_.first + i;
        best.offer({s, docid, score, forward.published()[docid - 1], instants[docid]});
        least = best.least_score();
      });
    };
    counted_ ? every_window(true, visit) : each_window(true, worth_a_look, visit);
    return std::move(best).sorted();
  }

  /// Docids are in order of clocks, and so nearly in that of instants: the first matches are near
  /// one end of each segment. Continues until the rest would come after the last of the page,
  /// whatever zone of the segment they are in; those of one instant are ordered by score.
  std::vector<Match> by_date() {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> ordered;  // the first key, segment
    for (const std::uint32_t s : segments_) ordered.emplace_back(first_key(s), s);
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Match> matches;
    std::uint64_t least = 0;  // key of the last on the page, once there are enough
    for (const auto& [key, s] : ordered) {
      archive_.segments()[s].use(
          [&, s = s](const segment::Reader& reader) { take_by_date(s, reader, least, matches); });
    }
    keep_first(matches, wanted_.keep, wanted_.sort);
    return matches;
  }

  /// No article of the segment has a greater key.
  [[nodiscard]] std::uint64_t first_key(std::uint32_t s) const {
    return archive_.segments()[s].use([&](const segment::Reader& reader) {
      const auto published = reader.forward().published();
      if (published.empty()) return std::uint64_t{0};
      const bool newest = wanted_.sort == Sort::Newest;
      return greatest_key(reader.forward().instants(),
                          newest ? published.back() : published.front(), wanted_.sort);
    });
  }

  /// Adds the matches of a segment that may get onto the page.
  void take_by_date(std::uint32_t s, const segment::Reader& reader, std::uint64_t& least,
                    std::vector<Match>& matches) {
    const bool newest = wanted_.sort == Sort::Newest;
    const auto published = reader.forward().published();
    const segment::Instants instants = reader.forward().instants();
    const auto documents = static_cast<std::uint32_t>(published.size());
    std::uint32_t size = kFirstLook;
    for (std::uint32_t seen = 0; seen < documents; seen += size, size *= 2) {
      const std::uint32_t next = newest ? documents - seen : seen + 1;
      if (greatest_key(instants, published[next - 1], wanted_.sort) < least) break;
      size = std::min(size, documents - seen);
      take(s, reader, newest ? next - size + 1 : next, size, matches);
      least = std::max(least, last_key(matches));
    }
  }

  /// Adds the matches among `size` documents of a segment.
  void take(std::uint32_t s, const segment::Reader& reader, std::uint32_t first, std::uint32_t size,
            std::vector<Match>& matches) {
    const auto published = reader.forward().published();
    const segment::Instants instants = reader.forward().instants();
    match::Matcher matcher(plan_, reader, workspace_, true);
    matcher.confine(first, first + size - 1);
    while (matcher.next(window_)) {
      window_.matches.each([&](std::uint32_t i) {
        const std::uint32_t docid = window_.first + i;
        matches.push_back(
            {s, docid, rounded_score(window_.scores[i]), published[docid - 1], instants[docid]});
      });
    }
  }

  /// The key of the last match on the page; 0 if there are not enough. Drops those after it.
  std::uint64_t last_key(std::vector<Match>& matches) const {
    if (matches.size() < wanted_.keep) return 0;
    const auto key = [&](const Match& match) { return date_key(match.instant, wanted_.sort); };
    const auto last = matches.begin() + static_cast<std::ptrdiff_t>(wanted_.keep - 1);
    std::nth_element(matches.begin(), last, matches.end(),
                     [&](const Match& a, const Match& b) { return key(a) > key(b); });
    const std::uint64_t least = key(*last);
    std::erase_if(matches, [&](const Match& match) { return key(match) < least; });
    return least;
  }

  const Archive& archive_;
  const query::Plan& plan_;
  const Wanted& wanted_;
  match::Workspace& workspace_;
  bool reads_positions_;
  std::vector<std::uint32_t> segments_;  ///< that may hold a match
  match::Window window_;
  std::uint64_t total_ = 0;
  bool counted_ = false;
};

}  // namespace

std::uint64_t date_key(std::uint64_t instant, Sort sort) {
  return sort == Sort::Oldest && instant != 0 ? ~instant : instant;
}

std::uint64_t greatest_key(const segment::Instants& instants, std::uint64_t published, Sort sort) {
  return sort == Sort::Newest ? instants.latest_until(published)
                              : date_key(instants.earliest_from(published), sort);
}

double rounded_score(double score) {
  return static_cast<double>(static_cast<std::int64_t>(score / kScoreStep + 0.5)) * kScoreStep;
}

bool comes_before(const Match& a, const Match& b, Sort sort) {
  if (sort != Sort::Relevance) {
    const std::uint64_t key_a = date_key(a.instant, sort);
    const std::uint64_t key_b = date_key(b.instant, sort);
    if (key_a != key_b) return key_a > key_b;
  }
  return by_relevance(a, b);
}

Sort applied(Sort sort, const query::Node& tree) {
  return sort == Sort::Relevance && !query::is_ranked(tree) ? Sort::Newest : sort;
}

std::uint64_t count_matches(const Archive& archive, const query::Plan& plan,
                            match::Workspace& workspace) {
  return find_matches(archive, plan, {}, workspace).total;
}

Matches find_matches(const Archive& archive, const query::Plan& plan, const Wanted& wanted,
                     match::Workspace& workspace) {
  Matches all = Finder(archive, plan, wanted, workspace).run();
  if (archive.served().empty() || wanted.here_only) return all;
  std::vector<schema::Slot> slots;
  for (const FacetCounter& facet : wanted.facets) slots.push_back(facet.slot());
  for (ServedMatches& found : ask_servers(archive, plan, wanted.sort, wanted.keep, slots)) {
    all.total += found.total;
    all.best.insert(all.best.end(), found.best.begin(), found.best.end());
    for (std::size_t i = 0; i < found.contents.size(); ++i) {
      wanted.facets[i].add(found.contents[i]);
    }
  }
  keep_first(all.best, wanted.keep, wanted.sort);
  return all;
}

}  // namespace dateline
