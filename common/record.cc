// SPDX-License-Identifier: GPL-2.0-or-later
// Record to article and back. Dates travel as ISO text, which `parse_date` reads back in full.
#include "common/record.h"

#include "common/disk/damaged.h"

#include <optional>

#include <nlohmann/json.hpp>
#include <simdjson.h>

namespace dateline {
namespace {

namespace dom = simdjson::dom;

void put(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

void put(Json& json, const char* key, const std::vector<std::string>& values) {
  if (!values.empty()) json[key] = values;
}

/// A record as it is stored. What is missing is empty; what is of another type throws
/// simdjson::simdjson_error.
class Record {
 public:
  explicit Record(std::string_view bytes) : object_(parser().parse(bytes)) {}

  [[nodiscard]] std::string text(std::string_view key) const {
    const auto value = at(key);
    return value ? std::string(std::string_view(*value)) : std::string();
  }

  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const {
    std::vector<std::string> all;
    if (const auto value = at(key)) {
      for (const std::string_view text : dom::array(*value)) all.emplace_back(text);
    }
    return all;
  }

  [[nodiscard]] Date date(std::string_view key) const {
    const DateResult result = parse_date(text(key));
    const Date* date = std::get_if<Date>(&result);
    return date == nullptr ? Date{} : *date;
  }

  [[nodiscard]] unsigned number(std::string_view key, unsigned otherwise) const {
    const auto value = at(key);
    return value ? static_cast<unsigned>(std::uint64_t(*value)) : otherwise;
  }

 private:
  /// Its memory is used again; one of each thread.
  static dom::parser& parser() {
    thread_local dom::parser parser;
    return parser;
  }

  [[nodiscard]] std::optional<dom::element> at(std::string_view key) const {
    dom::element value;
    const simdjson::error_code error = object_.at_key(key).get(value);
    if (error == simdjson::NO_SUCH_FIELD) return std::nullopt;
    if (error != simdjson::SUCCESS) throw simdjson::simdjson_error(error);
    return value;
  }

  dom::object object_;
};

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
    const Record stored(record);
    article.id = stored.text("id");
    article.headline = stored.text("headline");
    article.body = stored.text("body");
    article.published.date = stored.date("published");
    article.published.evidence = evidence_from_name(stored.text("published_evidence"));
    article.dateline_date.date = stored.date("dateline_date");
    if (article.dateline_date.date.known()) article.dateline_date.evidence = Evidence::Dateline;
    article.stated_date = stored.text("stated_date");
    article.ingested = stored.date("ingested");
    article.source = stored.text("source");
    article.stated_source = stored.text("stated_source");
    article.agencies = stored.texts("agencies");
    article.place = stored.text("place");
    article.authors = stored.texts("authors");
    article.section = stored.text("section");
    article.tags = stored.texts("tags");
    article.language = stored.text("language");
    article.url = stored.text("url");
    for (const std::string& name : stored.texts("flags")) {
      if (const auto flag = flag_from_name(name)) article.flags.push_back(*flag);
    }
    article.version = stored.number("version", 1);
  } catch (const simdjson::simdjson_error& e) {
    throw disk::Damaged(std::string("the record cannot be read: ") + e.what());
  }
  return article;
}

}  // namespace dateline
