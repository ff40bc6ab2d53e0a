// SPDX-License-Identifier: GPL-2.0-or-later
// Articles as JSON objects, with the field names that news data sets use or a mapping gives.
#include "indexer/readers/json/json.h"

#include "indexer/readers/base/field_names.h"
#include "indexer/readers/base/mapping.h"
#include "indexer/readers/base/nothing.h"
#include "indexer/readers/json/inside.h"
#include "indexer/readers/json/value.h"

#include <algorithm>
#include <array>
#include <deque>

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

class JsonReader : public Reader {
 public:
  JsonReader(std::unique_ptr<JsonElements> elements, const ReaderOptions& options,
             JsonArticle article)
      : elements_(std::move(elements)), options_(options), article_(article) {}

  std::optional<ReadResult> next() override {
    if (!inside_.empty()) {
      text::Decoded one{std::move(inside_.front()), repair_};
      inside_.pop_front();
      return read(std::move(one), Level::Inside);
    }
    if (!elements_->next(element_)) return std::nullopt;
    if (!element_.problem.empty()) return Reject{origin(), element_.problem};
    text::Decoded decoded = text::decode_8bit(std::move(element_.text));
    return read(std::move(decoded), Level::Top);
  }

 private:
  enum class Level { Top, Inside };

  [[nodiscard]] Origin origin() const { return {options_.file, element_.line, element_.offset}; }

  ReadResult read(text::Decoded decoded, Level level) {
    // The parser reads past the end.
    decoded.text.reserve(decoded.text.size() + simdjson::SIMDJSON_PADDING);
    try {
      ondemand::document document = parser_.iterate(decoded.text);
      if (document.type() != ondemand::json_type::object) {
        return Reject{origin(), "not a JSON object"};
      }
      FieldCollector fields;
      const std::string problem = article_(document, options_.mapping, fields);
      if (!problem.empty()) return Reject{origin(), problem};
      if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
        return Reject{origin(), "not JSON: something follows the object"};
      }
      if (fields.has_nothing_to_read() && options_.mapping == nullptr && level == Level::Top) {
        std::vector<std::string> inside = articles_inside(decoded.text);
        if (!inside.empty()) return first_of(std::move(inside), decoded.repair);
        if (fields.is_empty()) {
          return Reject{origin(),
                        fmt::format("an object without headline and text; its keys are {}",
                                    keys_of(decoded.text))};
        }
      }
      RawArticle raw = std::move(fields).article(origin(), decoded.repair);
      if (options_.mapping != nullptr) complete(*options_.mapping, raw);
      // The keys of ninjs are given.
      if (!raw.found_in.empty() && options_.lists_unused(raw)) {
        document.rewind();
        list_unused(document.get_object(), "", 0, raw);
      }
      element_.text = std::move(decoded.text);
      return raw;
    } catch (const simdjson::simdjson_error& error) {
      return Reject{origin(), fmt::format("not JSON: {}", simdjson::error_message(error.error()))};
    }
  }

  /// Of the articles in an object that is none itself.
  ReadResult first_of(std::vector<std::string> articles, text::Repair repair) {
    repair_ = repair;
    inside_.assign(std::make_move_iterator(articles.begin()),
                   std::make_move_iterator(articles.end()));
    text::Decoded first{std::move(inside_.front()), repair_};
    inside_.pop_front();
    return read(std::move(first), Level::Inside);
  }

  std::unique_ptr<JsonElements> elements_;
  const ReaderOptions options_;
  JsonArticle article_;
  JsonElement element_;
  ondemand::parser parser_;
  std::deque<std::string> inside_;  ///< articles of the element that are still to be read
  text::Repair repair_ = text::Repair::None;
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
