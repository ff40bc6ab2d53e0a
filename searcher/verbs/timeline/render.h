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

/// A header row, a row for each bucket and query, and for each query one of articles dated less
/// precisely and one of undated ones.
std::string render_timeline_csv(const Timeline& timeline);

/// As many queries as a picture can tell apart.
inline constexpr std::size_t kMostQueriesOfPicture = 28;

/// A picture that stands alone: no script, no style sheet, nothing to be fetched.
std::string render_timeline_svg(const Timeline& timeline);

/// A bar of `part` · `width` columns, in eighths of one; what is not nothing is never drawn as
/// nothing.
std::string bar(double part, std::size_t width, bool ascii);

/// What stands in place of a bar where there are no articles: shards that were not searched may
/// have some.
std::string no_coverage(const Timeline& timeline);

/// `text` on one line, in the form in which it can stand in XML.
std::string xml_text(std::string_view text);

}  // namespace dateline
