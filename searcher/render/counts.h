// SPDX-License-Identifier: GPL-2.0-or-later
// Counts, orders, and what an answer left out, in words and as JSON.
#pragma once

#include "common/fields/record.h"
#include "searcher/find/search.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// "1 word", "12,345 words".
std::string count_of(std::uint64_t count, std::string_view one, std::string_view many);

/// "12,345 articles".
std::string count_text(std::uint64_t articles);

/// "2,104 stories".
std::string stories_text(std::uint64_t stories);

/// The sequence's matches: "2 articles have all of: Kazakhstan, repatriation, Syria".
std::string set_text(std::uint64_t articles, const PartlyFound& partly);

/// The rest: "9 more have some of them (2 without "Syria")"; empty if there is none.
std::string rest_text(std::uint64_t matches, const PartlyFound& partly);

/// "best first", "newest first", "oldest first".
std::string order_text(Sort sort);

/// "relevance", "newest", "oldest".
std::string_view name_of(Sort sort);

/// "left out: 2 articles withheld or canceled; --withheld finds them", or nothing.
std::string left_out_line(std::uint64_t articles);

/// A line for each shard that was not searched: "not searched: 2019 (why)".
std::string missing_lines(const std::vector<MissingShard>& missing);

/// The same on stderr.
void complain_of(const std::vector<MissingShard>& missing);

/// Shards that were not searched, as an array of {"shard", "reason"}.
Json to_json(const std::vector<MissingShard>& missing);

}  // namespace dateline
