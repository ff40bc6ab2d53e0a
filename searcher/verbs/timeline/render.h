// SPDX-License-Identifier: GPL-2.0-or-later
// The answer of `dateline-search timeline` as bytes.
#pragma once

#include "searcher/render/style.h"
#include "searcher/verbs/timeline/timeline.h"

#include <string>
#include <string_view>

namespace dateline {

/// A bar chart for people. With `ascii`, bars are of ASCII.
std::string render_timeline_text(const Timeline& timeline, const TextStyle& style, bool ascii);

/// See docs/output.md.
std::string render_timeline_json(const Timeline& timeline);

/// A header row, a row for each bucket and query, and for each query one for articles dated less
/// precisely and one for undated ones.
std::string render_timeline_csv(const Timeline& timeline);

/// The most queries that a picture can distinguish.
inline constexpr std::size_t kMostQueriesOfPicture = 28;

/// A self-contained picture: no script, no style sheet, nothing to fetch.
std::string render_timeline_svg(const Timeline& timeline);

/// A bar of `part` · `width` columns, in eighths of one; anything above zero is visible.
std::string bar(double part, std::size_t width, bool ascii);

/// What replaces a bar where there are no articles: shards that were not searched may have some.
std::string no_coverage(const Timeline& timeline);

/// `text` on one line, escaped for XML.
std::string xml_text(std::string_view text);

}  // namespace dateline
