// SPDX-License-Identifier: GPL-2.0-or-later
// Fields are read from the record's JSON, so that picking fields needs no detour via an Article.
#include "searcher/export/formats/fields.h"

#include "common/errors/errors.h"
#include "common/fields/fields.h"
#include "common/fields/record.h"

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

std::vector<std::string> read_fields(std::string_view list) {
  std::vector<std::string> fields;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    const std::string name(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (std::find(export_fields().begin(), export_fields().end(), name) == export_fields().end()) {
      throw Error(Code::Usage, fmt::format("an article has no field '{}'", name),
                  fmt::format("one of {}", fmt::join(export_fields(), ", ")));
    }
    if (std::find(fields.begin(), fields.end(), name) != fields.end()) {
      throw Error(Code::Usage, fmt::format("the field '{}' is named twice", name),
                  "name each field once");
    }
    fields.push_back(name);
  }
  return fields;
}

Json json_of(std::string_view record) {
  return to_json(article_from_record(record));
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
    notes.push_back(fmt::format("Date from: {}", name_of(article.published.evidence)));
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
