// SPDX-License-Identifier: GPL-2.0-or-later
// Fields are read from the record's JSON, so that picking fields needs no detour via an Article.
#include "searcher/export/formats/fields.h"

#include "common/errors/errors.h"
#include "common/fields/fields.h"
#include "common/fields/record.h"
#include "searcher/render/article.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {

const std::vector<std::string>& export_fields() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> keys;
    for (const fields::Row* row : fields::columns()) {
      keys.emplace_back(row->key);
      if (fields::has_evidence(*row)) keys.push_back(fields::evidence_key(*row));
    }
    return keys;
  }();
  return all;
}

const std::vector<std::string>& table_columns() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> columns = export_fields();
    const auto published = std::find(columns.begin(), columns.end(), "published");
    columns.insert(published + 1, {kDayColumn, kTimeColumn, kZoneColumn, kPrecisionColumn});
    return columns;
  }();
  return all;
}

std::vector<std::string> read_fields(std::string_view list) {
  std::vector<std::string> fields;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    const std::string name(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (std::find(table_columns().begin(), table_columns().end(), name) == table_columns().end()) {
      throw Error(Code::Usage, fmt::format("an article has no field '{}'", name),
                  fmt::format("one of {}", fmt::join(table_columns(), ", ")));
    }
    if (std::find(fields.begin(), fields.end(), name) != fields.end()) {
      throw Error(Code::Usage, fmt::format("the field '{}' is named twice", name),
                  "name each field once");
    }
    fields.push_back(name);
  }
  return fields;
}

namespace {

std::string precision_text(Precision precision) {
  switch (precision) {
    case Precision::Year:
      return "year";
    case Precision::Month:
      return "month";
    case Precision::Day:
      return "day";
    case Precision::Minute:
      return "minute";
    case Precision::Second:
      break;
  }
  return "second";
}

void add_parts(const Date& date, Json& json) {
  if (!date.known()) return;
  const std::string whole = iso(date);
  constexpr std::size_t kDayLength = 10;
  if (date.day != 0) json[kDayColumn] = whole.substr(0, kDayLength);
  if (date.precision >= Precision::Minute) {
    std::string time = fmt::format("{:02}:{:02}", date.hour, date.minute);
    if (date.precision == Precision::Second) time += fmt::format(":{:02}", date.second);
    json[kTimeColumn] = time;
  }
  if (date.utc_offset_minutes) {
    const std::size_t zone = whole.find_first_of("Z+-", kDayLength);
    if (zone != std::string::npos) json[kZoneColumn] = whole.substr(zone);
  }
  json[kPrecisionColumn] = precision_text(date.precision);
}

}  // namespace

Json json_of(std::string_view record) {
  const Article article = article_from_record(record);
  Json json = to_json(article);
  add_parts(article.published.date, json);
  return json;
}

std::string language_of(const Article& article) {
  return article.language == "und" ? "" : article.language;
}

std::string field_text(const Json& article, const std::string& field) {
  const auto it = article.find(field);
  if (it == article.end()) return "";
  if (it->is_string()) return it->get<std::string>();
  if (!it->is_array()) return it->dump();
  std::string text;
  for (const Json& value : *it) {
    if (!text.empty()) text += "; ";
    text += value.is_string() ? value.get<std::string>() : value.dump();
  }
  return text;
}

std::string note_of(const Article& article) {
  std::vector<std::string> notes;
  if (!article.published.date.known()) {
    notes.emplace_back("Undated");
  } else {
    notes.push_back(fmt::format("Date from: {}", evidence_text(article.published.evidence)));
  }
  if (!article.stated_date.empty()) notes.push_back("Stated date: " + article.stated_date);
  if (!article.place.empty()) notes.push_back("Dateline: " + article.place);
  if (!article.agencies.empty()) {
    notes.push_back(fmt::format("Credit: {}", fmt::join(article.agencies, ", ")));
  }
  if (!article.flags.empty()) {
    notes.push_back(fmt::format("Flags: {}", fmt::join(flag_names(article), ", ")));
  }
  return fmt::format("{}", fmt::join(notes, ". "));
}

}  // namespace dateline
