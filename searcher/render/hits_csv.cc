// SPDX-License-Identifier: GPL-2.0-or-later
// CSV for spreadsheets, which run what looks like a formula.
#include "common/fields/fields.h"
#include "common/terminal/terminal.h"
#include "common/text/joined.h"
#include "searcher/render/cell.h"
#include "searcher/render/hits.h"

#include <fmt/format.h>

namespace dateline {
namespace {

/// Between values in one cell.
constexpr std::string_view kBetween = "; ";

}  // namespace

std::string render_csv(const SearchRequest& request, const SearchResult& result) {
  std::string out = "rank,score,id,published";
  for (const fields::Row* facet : fields::facets()) out += fmt::format(",{}", facet->key);
  out += ",headline,url,flags,snippet,missing,story,story_articles,story_first";
  const bool tells_partly = request.partly == Partly::Shown;
  if (request.collapse) out += ",copies";
  out += tells_partly ? ",partly\r\n" : "\r\n";
  std::vector<std::string> missing;
  for (const MissingShard& shard : result.missing) missing.push_back(shard.name);
  for (const Hit& hit : result.hits) {
    const Article& a = hit.article;
    out += fmt::format("{},{:.3f}", hit.rank, hit.score);
    std::vector<std::string> cells = {a.id, iso(a.published.date)};
    for (const fields::Row* facet : fields::facets()) {
      cells.push_back(text::joined(fields::values(a, *facet), kBetween));
    }
    cells.insert(cells.end(),
                 {a.headline, a.url, text::joined(flag_names(a), kBetween), hit.passage.text,
                  text::joined(missing, kBetween), hit.story.id, std::to_string(hit.story.articles),
                  hit.story.is_first ? "true" : "false"});
    for (const std::string& cell : cells) out += "," + csv_cell(printable_line(cell));
    if (request.collapse) out += fmt::format(",{}", hit.copies);
    if (tells_partly) out += hit.partly ? ",true" : ",false";
    out += "\r\n";
  }
  return out;
}

}  // namespace dateline
