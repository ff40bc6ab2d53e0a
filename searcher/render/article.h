// SPDX-License-Identifier: GPL-2.0-or-later
// What is said of an article in a line, for people, and of its story.
#pragma once

#include "common/fields/article.h"
#include "common/fields/record.h"
#include "searcher/find/search.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Where a date was found, in words: "header", "metadata".
std::string_view evidence_text(Evidence evidence);

/// "2 Jun 2019", or "undated" with what was stated. Not made safe for a terminal.
std::string date_text(const Article& article);

/// The time of day as it was stated, after a space: " 10:15 +01:00"; empty if none was.
std::string time_text(const Date& date);

/// "The Times · 2 Jun 2019 · London", likewise; with the time of day where it tells articles apart.
std::string origin_text(const Article& article, bool with_time = false);

/// The days that do not tell the order of `dates`: those that several share, and those with an
/// instant that is before one of an earlier day, in another zone.
std::set<std::int64_t> days_to_time(const std::vector<Date>& dates);

/// Is the day of that date one of those?
bool is_on(const std::set<std::int64_t>& days, const Date& date);

/// The headline, or what stands in place of none.
std::string headline_text(std::string_view headline);

/// "Reuters, AP". Not made safe for a terminal.
std::string list_text(const std::vector<std::string>& values);

/// "first of 3 copies"; empty for a story of one.
std::string story_text(const StoryPlace& story);

/// {"id", "articles", "first"}.
Json to_json(const StoryPlace& story);

}  // namespace dateline
