// SPDX-License-Identifier: GPL-2.0-or-later
// Record to article and back. Dates travel as ISO text, which `parse_date` reads back in full.
#include "common/fields/record.h"

#include "common/disk/damaged.h"
#include "common/fields/fields.h"

#include <optional>

#include <nlohmann/json.hpp>
#include <simdjson.h>

namespace dateline {
namespace {

namespace dom = simdjson::dom;

void put(Json& json, const fields::Row& row, const std::string& value) {
  if (!value.empty()) json[std::string(row.key)] = value;
}

void put(Json& json, const fields::Row& row, const std::vector<std::string>& values) {
  if (!values.empty()) json[std::string(row.key)] = values;
}

void put(Json& json, const fields::Row& row, const Date& date) {
  if (date.known()) json[std::string(row.key)] = iso(date);
}

void put(Json& json, const fields::Row& row, const EvidentDate& date) {
  put(json, row, date.date);
  if (date.date.known()) json[fields::evidence_key(row)] = name_of(date.evidence);
}

void put(Json& json, const fields::Row& row, const std::vector<Flag>& flags) {
  for (const Flag flag : flags) json[std::string(row.key)].push_back(name_of(flag));
}

void put(Json& json, const fields::Row& row, unsigned version) {
  if (version > 1) json[std::string(row.key)] = version;
}

/// A record as it is stored. What is missing is empty; what is of another type throws
/// simdjson::simdjson_error.
class Record {
 public:
  explicit Record(std::string_view bytes) : object_(parser().parse(bytes)) {}

  void take(const fields::Row& row, std::string& value) const { value = text(row.key); }

  void take(const fields::Row& row, std::vector<std::string>& values) const {
    if (const auto stored = at(row.key)) {
      for (const std::string_view text : dom::array(*stored)) values.emplace_back(text);
    }
  }

  void take(const fields::Row& row, Date& value) const {
    const DateResult result = parse_date(text(row.key));
    if (const Date* date = std::get_if<Date>(&result)) value = *date;
  }

  void take(const fields::Row& row, EvidentDate& value) const {
    take(row, value.date);
    value.evidence = evidence_from_name(text(fields::evidence_key(row)));
  }

  void take(const fields::Row& row, std::vector<Flag>& flags) const {
    std::vector<std::string> names;
    take(row, names);
    for (const std::string& name : names) {
      if (const auto flag = flag_from_name(name)) flags.push_back(*flag);
    }
  }

  void take(const fields::Row& row, unsigned& value) const {
    if (const auto stored = at(row.key)) value = static_cast<unsigned>(std::uint64_t(*stored));
  }

 private:
  /// Its memory is reused; one per thread.
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

  [[nodiscard]] std::string text(std::string_view key) const {
    const auto value = at(key);
    return value ? std::string(std::string_view(*value)) : std::string();
  }

  dom::object object_;
};

}  // namespace

Json to_json(const Article& article) {
  Json json = Json::object();
  fields::each(article, [&](const fields::Row& row, const auto& value) { put(json, row, value); });
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
    fields::each(article, [&](const fields::Row& row, auto& value) { stored.take(row, value); });
  } catch (const simdjson::simdjson_error& e) {
    throw disk::Damaged(std::string("the record cannot be read: ") + e.what());
  }
  return article;
}

}  // namespace dateline
