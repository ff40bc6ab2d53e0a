// SPDX-License-Identifier: GPL-2.0-or-later
// Record to article and back. Dates travel as ISO text, which `parse_date` reads back in full.
#include "common/record.h"

#include "common/errors.h"

namespace dateline {
namespace {

void put(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

void put(Json& json, const char* key, const std::vector<std::string>& values) {
  if (!values.empty()) json[key] = values;
}

Date date_at(const Json& json, const char* key) {
  const auto it = json.find(key);
  if (it == json.end()) return {};
  const DateResult result = parse_date(it->get_ref<const std::string&>());
  const Date* date = std::get_if<Date>(&result);
  return date == nullptr ? Date{} : *date;
}

}  // namespace

Json to_json(const Article& article) {
  Json json = Json::object();
  put(json, "id", article.id);
  put(json, "headline", article.headline);
  put(json, "body", article.body);
  if (article.published.date.known()) {
    json["published"] = iso(article.published.date);
    json["published_evidence"] = name_of(article.published.evidence);
  }
  if (article.dateline_date.date.known()) json["dateline_date"] = iso(article.dateline_date.date);
  put(json, "stated_date", article.stated_date);
  if (article.ingested.known()) json["ingested"] = iso(article.ingested);
  put(json, "source", article.source);
  put(json, "stated_source", article.stated_source);
  put(json, "agencies", article.agencies);
  put(json, "place", article.place);
  put(json, "authors", article.authors);
  put(json, "section", article.section);
  put(json, "tags", article.tags);
  put(json, "language", article.language);
  put(json, "url", article.url);
  for (const Flag flag : article.flags) json["flags"].push_back(name_of(flag));
  if (article.version > 1) json["version"] = article.version;
  return json;
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string dump_pretty(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Article article_from_record(std::string_view record) {
  Article article;
  try {
    const Json json = Json::parse(record);
    article.id = json.value("id", "");
    article.headline = json.value("headline", "");
    article.body = json.value("body", "");
    article.published.date = date_at(json, "published");
    article.published.evidence = evidence_from_name(json.value("published_evidence", ""));
    article.dateline_date.date = date_at(json, "dateline_date");
    if (article.dateline_date.date.known()) article.dateline_date.evidence = Evidence::Dateline;
    article.stated_date = json.value("stated_date", "");
    article.ingested = date_at(json, "ingested");
    article.source = json.value("source", "");
    article.stated_source = json.value("stated_source", "");
    article.agencies = json.value("agencies", std::vector<std::string>{});
    article.place = json.value("place", "");
    article.authors = json.value("authors", std::vector<std::string>{});
    article.section = json.value("section", "");
    article.tags = json.value("tags", std::vector<std::string>{});
    article.language = json.value("language", "");
    article.url = json.value("url", "");
    for (const std::string& name : json.value("flags", std::vector<std::string>{})) {
      if (const auto flag = flag_from_name(name)) article.flags.push_back(*flag);
    }
    article.version = json.value("version", 1U);
  } catch (const nlohmann::json::exception& e) {
    throw Error(Exit::BadArchive, std::string("an article's record is not readable: ") + e.what(),
                "run dateline-index check on the archive");
  }
  return article;
}

}  // namespace dateline
