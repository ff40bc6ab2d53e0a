// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verbs/show/render.h"

#include "common/fields/fields.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"
#include "common/terminal/terminal.h"
#include "common/text/paragraphs.h"
#include "searcher/render/article.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {

std::string render_article(const FoundArticle& found, const TextStyle& style) {
  const Article& article = found.article;
  std::string out;
  const auto field = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    const std::string label = fmt::format("{:<11}", std::string(name) + ":");
    out += fmt::format("{}{}\n", styled(label, kDim, style.color), printable_line(value));
  };
  out += laid_out({headline_text(article.headline), {}}, "", kBold, style) + "\n";
  const auto facet = [&](const fields::Row& row) {
    field(row.key, list_text(fields::values(article, row)));
  };
  facet(fields::row("source"));
  if (article.published.date.known()) {
    field("published", fmt::format("{} (from the {})", iso(article.published.date),
                                   evidence_text(article.published.evidence)));
  } else {
    field("published", date_text(article));
  }
  if (article.dateline_date.known()) field("dateline", iso(article.dateline_date));
  for (const fields::Row* row : fields::facets()) {
    if (row->slot != schema::kSource) facet(*row);
  }
  field("url", article.url);
  field("flags", list_text(flag_names(article)));
  field("story", found.story.articles == 1
                     ? ""
                     : fmt::format("{} ({})", found.story.id, story_text(found.story)));
  if (article.version > 1) field("version", fmt::format("{}", article.version));
  field("indexed", iso(article.ingested));
  field("id", article.id);
  for (const std::vector<std::string>& paragraph : text::paragraphs(article.body)) {
    out += "\n";
    for (const std::string& line : paragraph)
      out += wrapped(printable(line), style.width, "") + "\n";
  }
  return out;
}

Json render_article_json(const FoundArticle& found) {
  Json json = to_json(found.article);
  json["story"] = to_json(found.story);
  return json;
}

}  // namespace dateline
