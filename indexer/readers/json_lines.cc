// SPDX-License-Identifier: GPL-2.0-or-later
// JSON Lines, with the field names that news data sets use.
#include "indexer/readers/reader.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <simdjson.h>

namespace dateline {
namespace {

namespace dom = simdjson::dom;

/// The names a field goes by, the most usual first; the first that has a value counts.
struct FieldNames {
  std::string_view field;
  std::array<std::string_view, 5> names;
};

constexpr std::array<FieldNames, 10> kFields = {{
    {"id", {"id"}},
    {"headline", {"headline", "title"}},
    {"body", {"body", "text", "content", "maintext"}},
    {"date", {"published", "date", "publish_date", "date_publish", "pubDate"}},
    {"source", {"source", "publication", "source_domain", "domain"}},
    {"url", {"url"}},
    {"author", {"authors", "author", "byline"}},
    {"section", {"section", "category"}},
    {"language", {"language", "lang"}},
    {"tags", {"tags", "keywords"}},
}};

/// Text of a scalar; an object stands for its "name" (schema.org's Person and Organization).
std::string text_of(const dom::element& value) {
  switch (value.type()) {
    case dom::element_type::STRING:
      return std::string(value.get_string().value());
    case dom::element_type::INT64:
      return std::to_string(value.get_int64().value());
    case dom::element_type::UINT64:
      return std::to_string(value.get_uint64().value());
    case dom::element_type::DOUBLE:
      return fmt::format("{}", value.get_double().value());
    case dom::element_type::OBJECT: {
      dom::element name;
      if (value["name"].get(name) != simdjson::SUCCESS || name.is_object()) return "";
      return text_of(name);
    }
    default:
      return "";
  }
}

std::vector<std::string> list_of(const dom::element& value) {
  std::vector<std::string> all;
  const auto add = [&](const dom::element& one) {
    std::string text = text_of(one);
    if (!text::trim(text).empty()) all.push_back(std::move(text));
  };
  dom::array array;
  if (value.get_array().get(array) == simdjson::SUCCESS) {
    for (const dom::element one : array) add(one);
  } else {
    add(value);
  }
  return all;
}

/// A body given as an array of paragraphs is joined.
std::string joined(const dom::element& value, std::string_view separator) {
  std::string text;
  for (const std::string& part : list_of(value)) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

class JsonLinesReader : public Reader {
 public:
  JsonLinesReader(Input& input, std::string file, FieldMap map)
      : input_(input), file_(std::move(file)), map_(std::move(map)) {}

  std::optional<ReadResult> next() override {
    do {
      if (!input_.next(line_)) return std::nullopt;
    } while (text::trim(line_).empty());
    const Origin origin{file_, input_.line_number(), input_.offset()};
    if (input_.was_cut()) {
      return Reject{origin, fmt::format("a line of over {} MiB", kMaxLineBytes >> 20U)};
    }
    text::Decoded decoded = text::decode_8bit(std::move(line_));
    dom::element root;
    const simdjson::error_code error = parser_.parse(decoded.text).get(root);
    if (error != simdjson::SUCCESS) {
      return Reject{origin, fmt::format("not a line of JSON: {}", simdjson::error_message(error))};
    }
    if (!root.is_object()) return Reject{origin, "not a JSON object"};
    RawArticle raw = article(root);
    raw.origin = origin;
    raw.repair = decoded.repair;
    return raw;
  }

 private:
  /// The value of an article's field, by `--map` or by the usual names.
  std::optional<dom::element> find(const dom::element& root, std::string_view field) const {
    dom::element value;
    if (const auto mapped = map_.find(field); mapped != map_.end()) {
      if (root.at_pointer(mapped->second).get(value) != simdjson::SUCCESS) return std::nullopt;
      return value;
    }
    const auto* names = std::find_if(kFields.begin(), kFields.end(),
                                     [&](const FieldNames& f) { return f.field == field; });
    for (const std::string_view name : names->names) {
      if (name.empty()) break;
      if (root[name].get(value) != simdjson::SUCCESS || value.is_null()) continue;
      if (value.is_string() && text::trim(value.get_string().value()).empty()) continue;
      return value;
    }
    return std::nullopt;
  }

  RawArticle article(const dom::element& root) const {
    RawArticle raw;
    const auto take = [&](std::string_view field, std::string& into) {
      if (const auto value = find(root, field)) into = joined(*value, " ");
    };
    take("id", raw.id);
    take("headline", raw.headline);
    if (const auto body = find(root, "body")) raw.body = joined(*body, "\n\n");
    take("source", raw.source);
    take("url", raw.url);
    take("section", raw.section);
    take("language", raw.language);
    if (const auto authors = find(root, "author")) raw.authors = list_of(*authors);
    if (const auto tags = find(root, "tags")) raw.tags = list_of(*tags);
    if (const auto date = find(root, "date")) {
      raw.date_evidence = Evidence::Meta;
      raw.date = text_of(*date);
      if (date->is_number()) raw.date_epoch = date->get_double().value();
    }
    return raw;
  }

  Input& input_;
  std::string file_;
  FieldMap map_;
  std::string line_;
  dom::parser parser_;
};

}  // namespace

const std::vector<std::string>& mappable_fields() {
  static const std::vector<std::string> fields = [] {
    std::vector<std::string> names;
    for (const FieldNames& f : kFields) names.emplace_back(f.field);
    return names;
  }();
  return fields;
}

std::unique_ptr<Reader> open_json_lines(Input& input, const ReaderOptions& options) {
  return std::make_unique<JsonLinesReader>(input, options.file, options.map);
}

}  // namespace dateline
