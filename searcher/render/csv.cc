// SPDX-License-Identifier: GPL-2.0-or-later
// CSV for spreadsheets, which run what looks like a formula.
#include "common/terminal.h"
#include "searcher/render/cell.h"
#include "searcher/render/render.h"

#include <fmt/format.h>

namespace dateline {
namespace {

std::string joined(const std::vector<std::string>& values) {
  return fmt::format("{}", fmt::join(values, "; "));
}

}  // namespace

std::string render_csv(const SearchRequest& request, const SearchResult& result) {
  std::string out =
      "rank,score,id,published,source,agencies,place,authors,section,language,headline,url,flags,"
      "snippet,missing,story,story_articles,story_first";
  out += request.collapse ? ",copies\r\n" : "\r\n";
  std::vector<std::string> missing;
  for (const MissingShard& shard : result.missing) missing.push_back(shard.name);
  for (const Hit& hit : result.hits) {
    const Article& a = hit.article;
    out += fmt::format("{},{:.3f}", hit.rank, hit.score);
    for (const std::string& text :
         {a.id, iso(a.published.date), a.source, joined(a.agencies), a.place, joined(a.authors),
          a.section, a.language, a.headline, a.url, joined(flag_names(a)), hit.passage.text,
          joined(missing), hit.story.id, std::to_string(hit.story.articles),
          std::string(hit.story.is_first ? "true" : "false")}) {
      out += "," + csv_cell(printable_line(text));
    }
    out += request.collapse ? fmt::format(",{}\r\n", hit.copies) : "\r\n";
  }
  return out;
}

}  // namespace dateline
