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

/// The days that several of `dates` share.
std::set<std::int64_t> shared_days(const std::vector<Date>& dates);

/// The headline, or what stands in place of none.
std::string headline_text(std::string_view headline);

/// "Reuters, AP". Not made safe for a terminal.
std::string list_text(const std::vector<std::string>& values);

/// "first of 3 copies"; empty for a story of one.
std::string story_text(const StoryPlace& story);

/// {"id", "articles", "first"}.
Json to_json(const StoryPlace& story);

}  // namespace dateline
