// SPDX-License-Identifier: GPL-2.0-or-later
// A plan as a query for libxapian, which finds and scores the same: the reference that our own
// matcher is held to, and what explain shows to users of Xapian's tools.
#pragma once

#include "common/query/plan.h"

#include <xapian.h>

namespace dateline::query {

/// For a database with position lists that holds the terms of common/schema.h. `years` bounds what
/// date filters are spelled out for. Only operators that stock Xapian servers know are used.
Xapian::Query xapian_query(const Plan& plan, const Xapian::Database& database,
                           const DateRange& years);

/// The weighting scheme that goes with it. Scores are a plan's when the database's mean length is.
Xapian::BM25Weight xapian_weight();

}  // namespace dateline::query
