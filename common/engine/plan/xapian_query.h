// SPDX-License-Identifier: GPL-2.0-or-later
// A plan as a query for libxapian, which finds and scores the same: the reference for our own
// matcher, and what explain shows to users of Xapian's tools.
#pragma once

#include "common/engine/plan/plan.h"

#include <cstdint>
#include <functional>
#include <string>

#include <xapian.h>

namespace dateline::query {

/// What the database being asked knows itself.
struct ShardStatistics {
  std::uint64_t documents = 0;
  double average_length = 1;
  std::function<std::uint64_t(const std::string&)> frequency;  ///< of a term
};

ShardStatistics statistics_of(const Xapian::Database& database);

/// For a database with position lists that holds the terms of common/schema.h, and has those
/// statistics. `years` bounds the expansion of date filters. Only operators that stock Xapian
/// servers know are used; Standing and Given, which these cannot answer, become what finds at least
/// as much.
Xapian::Query xapian_query(const Plan& plan, const ShardStatistics& own, const DateRange& years);

/// The same for a step of the plan instead of its root.
Xapian::Query xapian_query(const Plan& plan, const Step& step, const ShardStatistics& own,
                           const DateRange& years);

/// What `query` finds except for the articles of `served` that were deleted.
Xapian::Query without_hidden(const Xapian::Query& query, const Served& served);

/// The weighting scheme that goes with it. The scores are the plan's, whatever the statistics of
/// the database: query and scheme compensate for them.
Xapian::BM25Weight xapian_weight(const Plan& plan, const ShardStatistics& own);

}  // namespace dateline::query
