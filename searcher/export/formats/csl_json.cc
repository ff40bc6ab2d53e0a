// SPDX-License-Identifier: GPL-2.0-or-later
// CSL-JSON, as citation processors and Zotero read it: an array of items.
#include "common/fields/record.h"
#include "common/text/url.h"
#include "searcher/export/formats/fields.h"
#include "searcher/export/formats/formats.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline::formats_of_export {
namespace {

void put(Json& item, const char* key, const std::string& value) {
  if (!value.empty()) item[key] = value;
}

/// As precise as it is known: [2019], [2019,12] or [2019,12,13].
Json date_parts(const Date& date) {
  Json parts = {date.year};
  if (date.month != 0) parts.push_back(date.month);
  if (date.day != 0) parts.push_back(date.day);
  return parts;
}

}  // namespace

void begin_csl(const Feed& /*feed*/, std::string& out) {
  out += "[\n";
}

void add_csl(const Feed& feed, std::string_view record, std::string& out) {
  const Article a = article_from_record(record);
  Json item = {{"id", a.id}, {"type", "article-newspaper"}};
  put(item, "title", a.headline);
  put(item, "container-title", a.source);
  // Which part of a name is the family name is unknown.
  for (const std::string& author : a.authors) item["author"].push_back({{"literal", author}});
  const Date& date = a.published.date;
  if (date.known()) item["issued"]["date-parts"] = Json::array({date_parts(date)});
  put(item, "section", a.section);
  put(item, "page", fmt::format("{}", fmt::join(a.pages, ", ")));
  put(item, "keyword", fmt::format("{}", fmt::join(a.tags, ", ")));
  put(item, "language", language_of(a));
  put(item, "URL", web_link(a.url));
  put(item, "archive", "Dateline archive " + feed.archive);
  put(item, "note", note_of(a));
  put(item, "abstract", a.body);
  out += dump(item);
}

}  // namespace dateline::formats_of_export
