// SPDX-License-Identifier: GPL-2.0-or-later
// `dateline-search timeline`: matches of one or several queries over time, beside the archive's
// totals.
#pragma once

#include "common/date/buckets.h"
#include "searcher/find/search.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct TimelineRequest {
  SearchRequest search;           ///< the first query; page, limit and facets are ignored
  std::vector<std::string> with;  ///< queries to compare it with
  std::optional<Bucket> by;       ///< nothing to choose it
  /// Of which articles the shares are: one query for all, or one for each in order. None for all
  /// articles of the archive.
  std::vector<std::string> share_of;
};

/// Articles in no bucket, because nothing says which.
struct Unplaced {
  std::uint64_t less_precise = 0;  ///< their date is known less precisely than the bucket
  std::uint64_t undated = 0;
};

/// What a share is of.
struct ShareOf {
  std::uint64_t articles = 0;  ///< that the query of the share finds
  std::uint64_t matches = 0;   ///< of them
};

struct TimelineBucket {
  std::string name;
  DateRange days;
  std::uint64_t articles = 0;          ///< in the archive; 0 means that it does not cover that time
  std::uint64_t sources = 0;           ///< that have any of them
  std::vector<std::uint64_t> matches;  ///< of each query
  std::vector<ShareOf> parts = {};     ///< of each query; none if shares are of `articles`
};

/// One of the queries.
struct TimelineQuery {
  std::string query;
  std::uint64_t total = 0;
  std::uint64_t left_out = 0;  ///< withheld or canceled articles
  Unplaced unplaced;
  std::optional<std::string> share_of = std::nullopt;  ///< the query of its shares
  ShareOf part = {};                                   ///< on all days, and without one
};

struct Timeline {
  std::string archive_uuid;
  std::uint64_t revision = 0;
  Bucket by = Bucket::Year;
  bool is_chosen = false;  ///< `by` was not asked for
  std::vector<TimelineQuery> queries;
  std::vector<TimelineBucket> buckets;  ///< without a gap
  std::uint64_t articles = 0;           ///< of the archive, within `--from` and `--to`
  Unplaced unplaced;                    ///< of these
  std::vector<MissingShard> missing;
};

/// The most buckets that a timeline may have.
inline constexpr std::int64_t kMaxBuckets = 10'000;

/// The most rows of a chart whose bucket is chosen for it.
inline constexpr std::size_t kReadableRows = 40;

/// The same where fewer would have nearly all articles in one of them.
inline constexpr std::size_t kCrowdedRows = 3 * kReadableRows;

/// A row of a chart: one bucket, or a run of uncovered ones so long that it is drawn as one.
struct TimelineRow {
  std::size_t first = 0;  ///< index into Timeline::buckets
  std::size_t buckets = 1;
};

/// Uncovered buckets that are still drawn one by one.
inline constexpr std::size_t kShortGap = 3;

std::vector<TimelineRow> rows_of(const Timeline& timeline);

/// For each query that confines words by names, as `dam source:AFP` does, the query for these
/// names: `source:AFP`; for another one, every article. Nothing if no query does.
std::vector<std::string> own_shares(const TimelineRequest& request);

/// Throws QueryError or Error, of Usage if the queries of shares are neither one nor as many as the
/// queries. The second asks an archive that is already open.
Timeline count_timeline(const TimelineRequest& request);
Timeline count_timeline(const TimelineRequest& request, Searcher& searcher);

/// The share of a bucket's articles that match, or of those of the query's share; nothing if there
/// are none.
std::optional<double> share(const TimelineBucket& bucket, std::size_t query);

/// The articles that this is the share of.
std::uint64_t share_base(const TimelineBucket& bucket, std::size_t query);

/// "97.1 %", or "-".
std::string share_text(const TimelineBucket& bucket, std::size_t query);

/// The most matches of any query in any bucket.
std::uint64_t highest(const Timeline& timeline);

}  // namespace dateline
