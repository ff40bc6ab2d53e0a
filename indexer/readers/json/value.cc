// SPDX-License-Identifier: GPL-2.0-or-later
// simdjson's On-Demand values are read once and in order, so each function is one pass.
#include "indexer/readers/json/value.h"

#include "indexer/readers/json/date_value.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

using simdjson::ondemand::json_type;

/// What an object means to say, most certain first.
constexpr std::array<std::string_view, 8> kTextKeys = {"value",    "main", "text",  "rendered",
                                                       "original", "name", "label", "title"};

std::string scalar(simdjson::ondemand::value value) {
  switch (value.type().value()) {
    case json_type::string:
      return std::string(value.get_string().value());
    case json_type::number:
      return std::string(text::trim(value.raw_json_token()));
    default:
      return {};
  }
}

/// A number is a reference to a name elsewhere, as in WordPress.
bool is_of_names(Field field) {
  return field == Field::Author || field == Field::Section || field == Field::Source ||
         field == Field::Tags || field == Field::Place || field == Field::Agency;
}

}  // namespace

std::string text_of(simdjson::ondemand::value value) {
  if (value.type().value() != json_type::object) return scalar(value);
  std::string best;
  auto best_key = kTextKeys.end();
  for (auto field : value.get_object()) {
    const std::string_view key = field.unescaped_key();
    const auto it = std::find(kTextKeys.begin(), kTextKeys.end(), key);
    if (it >= best_key) continue;
    std::string text = scalar(field.value());
    if (text.empty()) continue;
    best = std::move(text);
    best_key = it;
  }
  return best;
}

std::vector<std::string> texts_of(simdjson::ondemand::value value) {
  std::vector<std::string> all;
  if (value.type().value() == json_type::array) {
    for (auto each : value.get_array()) all.push_back(text_of(each.value()));
  } else {
    all.push_back(text_of(value));
  }
  return all;
}

void put_json(FieldCollector& fields, UsualName name, std::string_view found_in,
              simdjson::ondemand::value value) {
  const json_type type = value.type().value();
  if (name.field == Field::Date && (type == json_type::object || type == json_type::array)) {
    return fields.put(name, found_in,
                      date_text(std::string_view(simdjson::to_json_string(value).value())));
  }
  if (type == json_type::number && is_of_names(name.field)) return;
  if (type != json_type::array) return fields.put(name, found_in, text_of(value));
  std::vector<std::string> texts;
  for (auto each : value.get_array()) {
    if (each.type().value() == json_type::number && is_of_names(name.field)) continue;
    texts.push_back(text_of(each.value()));
  }
  fields.put(name, found_in, texts);
}

}  // namespace dateline
