// SPDX-License-Identifier: GPL-2.0-or-later
// Calendar periods that a timeline counts by.
#pragma once

#include "common/date/date.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// From the finest to the coarsest. Weeks are those of ISO 8601, which begin on Monday.
enum class Bucket { Day, Week, Month, Quarter, Year, Decade };

/// All of them, in that order.
const std::vector<Bucket>& all_buckets();

/// "day", "week", …
std::string_view name_of(Bucket bucket);

/// The names of all of them, in that order.
std::vector<std::string> bucket_names();

/// The one of that name, or nothing.
std::optional<Bucket> bucket_named(std::string_view name);

/// The facet (see facet_fields) whose values are each within one bucket: day, month or year.
std::string_view facet_of(Bucket bucket);

/// The number of the bucket of `date`; consecutive buckets have consecutive numbers. Nothing for a
/// date that is known less precisely.
std::optional<std::int64_t> bucket_of(Bucket bucket, const Date& date);

/// 2019-12-13, 2019-W50, 2019-12, 2019-Q4, 2019, 2010s.
std::string bucket_name(Bucket bucket, std::int64_t number);

/// Its days, as far as they are days of our calendar.
DateRange bucket_days(Bucket bucket, std::int64_t number);

/// Buckets that a timeline of `days` has.
std::int64_t bucket_count(Bucket bucket, const DateRange& days);

}  // namespace dateline
