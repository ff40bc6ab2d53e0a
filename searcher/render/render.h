// SPDX-License-Identifier: GPL-2.0-or-later
// Results as bytes: one function for each thing shown and each format.
#pragma once

#include "common/article.h"
#include "common/json_format.h"
#include "common/record.h"
#include "common/terminal.h"
#include "searcher/match/search.h"
#include "searcher/report/show.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// How text for people is laid out.
struct TextStyle {
  std::size_t width = 80;  ///< columns
  bool color = false;
};

/// That of this terminal, or of what stdout is piped to.
TextStyle style_of_stdout(ColorMode color);

/// Hits, facets and counts for people, from a counted answer.
std::string render_text(const SearchResult& result, const TextStyle& style);

/// One hit in at most `lines` lines, which are three or more.
std::string render_hit(const Hit& hit, std::size_t lines, const TextStyle& style);

/// "best first", "newest first", "oldest first".
std::string order_text(Sort sort);

/// A line for each word that no article has, once, and one with the query to try instead, if any.
std::vector<std::string> suggestion_lines(const std::vector<Suggestion>& suggestions,
                                          const std::string& query);

/// The whole counted answer as one JSON object; see docs/output.md.
std::string render_json(const SearchRequest& request, const SearchResult& result);
Json search_json(const SearchRequest& request, const SearchResult& result);

/// One JSON object per hit, each on its own line.
std::string render_json_lines(const SearchRequest& request, const SearchResult& result);

/// A header row and a row for each hit, RFC 4180; cells that a spreadsheet would run as a formula
/// begin with an apostrophe (CWE-1236).
std::string render_csv(const SearchRequest& request, const SearchResult& result);

/// One article in full, for people.
std::string render_article(const FoundArticle& found, const TextStyle& style);

/// The same as a JSON object.
Json render_article_json(const FoundArticle& found);

/// Shards that were not searched, as an array of {"shard", "reason"}.
Json to_json(const std::vector<MissingShard>& missing);

/// "relevance", "newest", "oldest".
std::string_view name_of(Sort sort);

/// "left out: 2 articles withheld or canceled; --withheld finds them", or nothing.
std::string left_out_line(std::uint64_t articles);

/// A line for each shard that was not searched: "not searched: 2019 (why)".
std::string missing_lines(const std::vector<MissingShard>& missing);

/// The same on stderr.
void complain_of(const std::vector<MissingShard>& missing);

/// "2 Jun 2019", or "undated" with what was stated. Not made safe for a terminal.
std::string date_text(const Article& article);

/// "The Times · 2 Jun 2019 · London", likewise.
std::string origin_text(const Article& article);

/// The headline, or a placeholder.
std::string headline_text(std::string_view headline);

/// "1 word", "12,345 words".
std::string count_of(std::uint64_t count, std::string_view one, std::string_view many);

/// "12,345 articles".
std::string count_text(std::uint64_t articles);

/// "2,104 stories".
std::string stories_text(std::uint64_t stories);

}  // namespace dateline
