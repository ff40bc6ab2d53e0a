// SPDX-License-Identifier: GPL-2.0-or-later
// Articles as JSON objects, with the field names that news data sets use or a mapping gives.
#include "indexer/readers/json/json.h"

#include "indexer/readers/base/field_names.h"
#include "indexer/readers/base/mapping.h"
#include "indexer/readers/base/nothing.h"
#include "indexer/readers/json/inside.h"
#include "indexer/readers/json/repair.h"
#include "indexer/readers/json/value.h"

#include <algorithm>
#include <array>
#include <deque>
#include <iterator>

#include <fmt/format.h>

namespace dateline {
namespace {

namespace ondemand = simdjson::ondemand;

/// Objects that contain an article's fields: Elasticsearch, the Guardian, JSON:API.
constexpr std::array<std::string_view, 4> kWrappers = {"_source", "fields", "attributes",
                                                       "article"};

/// Wrappers inside wrappers go no deeper than this.
constexpr int kMaxWrappers = 3;

void put_usual(ondemand::object object, const Mapping* mapping, int wrappers,
               FieldCollector& fields) {
  for (auto member : object) {
    const std::string_view key = member.unescaped_key();
    ondemand::value value = member.value();
    if (wrappers < kMaxWrappers && value.type().value() == ondemand::json_type::object &&
        std::find(kWrappers.begin(), kWrappers.end(), key) != kWrappers.end()) {
      put_usual(value.get_object(), mapping, wrappers + 1, fields);
      continue;
    }
    const auto usual = usual_field(key);
    if (key.find("ocr") != std::string_view::npos && is_of_scan(key)) fields.is_of_scan();
    if (!usual) continue;
    if (!fields.wants(*usual)) {
      if (key == "title" && usual->field == Field::Headline) fields.other_title(text_of(value));
      continue;
    }
    if (mapping != nullptr && mapping->find(usual->field) != nullptr) continue;
    put_json(fields, *usual, key, value);
  }
}

/// A key in a JSON pointer.
std::string escaped(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

/// A value that says something; empty if it is null, blank or an empty list.
std::string shown_value(ondemand::value value) {
  std::string text;
  if (value.type().value() == ondemand::json_type::string) {
    text = std::string(value.get_string().value());
  } else {
    text = std::string(simdjson::to_json_string(value).value());
  }
  if (is_nothing(text)) return {};
  return std::string(text::cut(text::trim(text), kNotUsedBytes));
}

/// Lists the keys of the object, which `pointer` leads to, that gave the article nothing.
void list_unused(ondemand::object object, const std::string& pointer, int wrappers,
                 RawArticle& article) {
  for (auto member : object) {
    const std::string key(std::string_view(member.unescaped_key()));
    ondemand::value value = member.value();
    const std::string place = pointer + "/" + escaped(key);
    if (wrappers < kMaxWrappers && value.type().value() == ondemand::json_type::object &&
        std::find(kWrappers.begin(), kWrappers.end(), key) != kWrappers.end()) {
      list_unused(value.get_object(), place, wrappers + 1, article);
      continue;
    }
    const bool is_mapped =
        std::any_of(article.found_in.begin(), article.found_in.end(), [&](const FoundIn& found) {
          return found.name == place || found.name.starts_with(place + "/");
        });
    if (is_mapped || was_used(article, key)) continue;
    if (std::string text = shown_value(value); !text.empty()) {
      article.not_used.push_back({place, std::move(text)});
    }
  }
}

void put_mapped(ondemand::document& document, const MappedField& mapped, FieldCollector& fields) {
  for (unsigned rank = 0; rank < mapped.places.size(); ++rank) {
    const UsualName name{mapped.field, rank};
    if (!fields.wants(name)) return;
    ondemand::value value;
    if (document.at_pointer(mapped.places[rank]).get(value) != simdjson::SUCCESS) continue;
    put_json(fields, name, mapped.places[rank], value);
  }
}

/// What `article` does not state of itself.
void take_from(const RawArticle& around, RawArticle& article) {
  for (const RawField& field : raw_fields()) {
    if (!stated_values(article, field).empty()) continue;
    if (const auto* const list = std::get_if<RawList>(&field.member)) {
      article.*(*list) = around.*(*list);
    } else if (const auto* const text = std::get_if<RawText>(&field.member)) {
      article.*(*text) = around.*(*text);
    }
  }
  if (!article.states_date()) {
    article.date = around.date;
    article.date_epoch = around.date_epoch;
    article.date_evidence = around.date_evidence;
  }
  article.status = std::max(article.status, around.status);
  for (const FoundIn& found : around.found_in) {
    const bool is_known =
        std::any_of(article.found_in.begin(), article.found_in.end(),
                    [&](const FoundIn& each) { return each.field == found.field; });
    if (!is_known) article.found_in.push_back(found);
  }
}

class JsonReader : public Reader {
 public:
  JsonReader(std::unique_ptr<JsonElements> elements, const ReaderOptions& options,
             JsonArticle article)
      : elements_(std::move(elements)), options_(options), article_(article) {}

  std::optional<ReadResult> next() override {
    if (!inside_.empty()) return inner();
    if (!elements_->next(element_)) return std::nullopt;
    origin_ = {options_.file, element_.line, element_.offset};
    if (!element_.problem.empty()) return Reject{origin_, element_.problem};
    ends_ = element_.offset + element_.text.size();
    text::Decoded decoded = text::decode_8bit(std::move(element_.text));
    ReadResult result = read(decoded);
    element_.text = std::move(decoded.text);  // for its memory
    auto* const raw = std::get_if<RawArticle>(&result);
    if (raw == nullptr || !is_empty(*raw)) return result;
    Inside inside;
    try {
      inside = look_inside(element_.text);
    } catch (const simdjson::simdjson_error& error) {
      return not_json(error);
    }
    repair_ = raw->repair;
    if (inside.articles.empty()) {
      return Reject{origin_,
                    fmt::format("an article with neither headline nor text, whose keys are "
                                "{}; a mapping file says what they mean",
                                inside.keys)};
    }
    // What is stated around several articles is of none of them.
    around_.reset();
    if (inside.articles.size() == 1) around_ = std::move(*raw);
    inside_.assign(std::make_move_iterator(inside.articles.begin()),
                   std::make_move_iterator(inside.articles.end()));
    return inner();
  }

 private:
  [[nodiscard]] bool is_empty(const RawArticle& raw) const {
    const bool is_mapped =
        options_.mapping != nullptr && (options_.mapping->find(Field::Headline) != nullptr ||
                                        options_.mapping->find(Field::Body) != nullptr);
    return !is_mapped && text::trim(raw.headline).empty() && text::trim(raw.body).empty();
  }

  /// The next article inside the last element.
  ReadResult inner() {
    text::Decoded decoded{std::move(inside_.front()), repair_};
    inside_.pop_front();
    ReadResult result = read(decoded);
    auto* const raw = std::get_if<RawArticle>(&result);
    if (raw != nullptr && around_) take_from(*around_, *raw);
    return result;
  }

  /// The article in an object. Where the object has characters that JSON forbids, `decoded` is
  /// repaired.
  ReadResult read(text::Decoded& decoded) {
    try {
      return parsed(decoded);
    } catch (const simdjson::simdjson_error& error) {
      RepairedJson repaired = repaired_json(decoded.text);
      if (repaired.text == decoded.text) return not_json(error);
      decoded.text = std::move(repaired.text);
      if (repaired.is_repaired) decoded.repair = text::Repair::Replaced;
    }
    try {
      return parsed(decoded);
    } catch (const simdjson::simdjson_error& error) {
      return not_json(error);
    }
  }

  [[nodiscard]] Reject not_json(const simdjson::simdjson_error& error) const {
    return {origin_, fmt::format("not JSON: {}", simdjson::error_message(error.error()))};
  }

  ReadResult parsed(text::Decoded& decoded) {
    // The parser reads past the end.
    decoded.text.reserve(decoded.text.size() + simdjson::SIMDJSON_PADDING);
    ondemand::document document = parser_.iterate(decoded.text);
    if (document.type() != ondemand::json_type::object) {
      return Reject{origin_, "not a JSON object"};
    }
    FieldCollector fields;
    const std::string problem = article_(document, options_.mapping, fields);
    if (!problem.empty()) return Reject{origin_, problem};
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
      return Reject{origin_, "not JSON: something follows the object"};
    }
    RawArticle raw = std::move(fields).article(origin_, decoded.repair);
    raw.ends = ends_;
    if (options_.mapping != nullptr) complete(*options_.mapping, raw);
    // The keys of ninjs are given.
    if (!raw.found_in.empty() && options_.lists_unused(raw)) {
      document.rewind();
      list_unused(document.get_object(), "", 0, raw);
    }
    return raw;
  }

  std::unique_ptr<JsonElements> elements_;
  const ReaderOptions options_;
  JsonArticle article_;
  JsonElement element_;
  Origin origin_;           ///< of the element
  std::uint64_t ends_ = 0;  ///< the offset behind it
  text::Repair repair_ = text::Repair::None;
  std::deque<std::string> inside_;    ///< articles in it that are still to be read
  std::optional<RawArticle> around_;  ///< what the element states of the one article in it
  ondemand::parser parser_;
};

std::string put_article(ondemand::document& document, const Mapping* mapping,
                        FieldCollector& fields) {
  if (mapping != nullptr) {
    for (const MappedField& mapped : mapping->fields) put_mapped(document, mapped, fields);
    document.rewind();
  }
  put_usual(document.get_object(), mapping, 0, fields);
  return {};
}

std::string_view path_of(const ReaderOptions& options) {
  return options.mapping == nullptr ? std::string_view() : options.mapping->articles;
}

}  // namespace

std::unique_ptr<Reader> read_json(std::unique_ptr<JsonElements> elements,
                                  const ReaderOptions& options, JsonArticle article) {
  return std::make_unique<JsonReader>(std::move(elements), options, article);
}

std::unique_ptr<Reader> open_json(Input& input, const ReaderOptions& options) {
  return read_json(json_stream(input, path_of(options)), options, put_article);
}

std::unique_ptr<Reader> open_json_lines(Input& input, const ReaderOptions& options) {
  if (!path_of(options).empty()) return open_json(input, options);
  return read_json(json_lines(input), options, put_article);
}

}  // namespace dateline
