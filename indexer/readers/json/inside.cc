// SPDX-License-Identifier: GPL-2.0-or-later
// A walk down to the first objects with a headline or a text on each path.
#include "indexer/readers/json/inside.h"

#include "indexer/readers/base/fields.h"
#include "indexer/readers/base/nothing.h"

#include <set>

#include <simdjson.h>

namespace dateline {
namespace {

namespace dom = simdjson::dom;

/// Articles are not further down.
constexpr int kMaxDepth = 8;

/// As many keys as are named.
constexpr std::size_t kMaxKeys = 12;

struct Found {
  dom::object object;
  bool has_text = false;
  bool is_of_list = false;
  std::vector<dom::object> around;  ///< innermost last
};

bool says_something(const dom::element& value) {
  if (value.is_string()) return !is_nothing(value.get_string().value());
  if (!value.is_array()) return false;
  const dom::array all = value;
  return all.begin() != all.end() && (*all.begin()).is_string();
}

bool is_read(Field field) {
  return field == Field::Headline || field == Field::Body || field == Field::Summary;
}

void search(const dom::element& value, int depth, Found path, std::vector<Found>& found) {
  if (depth > kMaxDepth) return;
  if (value.is_array()) {
    path.is_of_list = true;
    for (const dom::element each : dom::array(value)) {
      if (each.is_object()) search(each, depth + 1, path, found);
    }
    return;
  }
  if (!value.is_object()) return;
  path.object = value;
  bool is_article = false;
  for (const auto& [key, part] : path.object) {
    const auto usual = usual_field(key);
    if (!usual || !is_read(usual->field) || !says_something(part)) continue;
    is_article = true;
    path.has_text = path.has_text || usual->field != Field::Headline;
  }
  if (is_article) return found.push_back(std::move(path));
  path.around.push_back(path.object);
  for (const auto& [key, part] : path.object) search(part, depth + 1, path, found);
}

void append(std::string_view key, const dom::element& value, std::string& json) {
  json += json.size() == 1 ? "" : ",";
  json += '"';
  for (const char c : key) {
    if (c == '"' || c == '\\') json += '\\';
    json += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  json += "\":" + simdjson::minify(value);
}

/// The article's own members, and those around it for fields that it does not have.
std::string with_surroundings(const Found& article) {
  std::string json = "{";
  std::set<Field> own;
  for (const auto& [key, value] : article.object) {
    if (const auto usual = usual_field(key); usual && !value.is_null()) own.insert(usual->field);
    append(key, value, json);
  }
  for (auto around = article.around.rbegin(); around != article.around.rend(); ++around) {
    std::set<Field> theirs;
    for (const auto& [key, value] : *around) {
      const auto usual = usual_field(key);
      const bool is_plain = !value.is_object() && !value.is_array();
      if (!usual || !is_plain || is_read(usual->field) || own.contains(usual->field)) continue;
      theirs.insert(usual->field);
      append(key, value, json);
    }
    own.merge(theirs);
  }
  return json + "}";
}

}  // namespace

std::vector<std::string> articles_inside(const std::string& object) {
  dom::parser parser;
  const dom::element root = parser.parse(object);
  std::vector<Found> found;
  search(root, 0, {}, found);
  bool any_text = false;
  for (const Found& each : found) any_text = any_text || each.has_text;
  std::vector<std::string> articles;
  for (const Found& each : found) {
    if (each.is_of_list) {
      articles.push_back(simdjson::minify(each.object));
    } else if (each.has_text || !any_text) {
      // "meta": {"title": …} beside the article is the title of the answer.
      articles.push_back(with_surroundings(each));
    }
  }
  return articles;
}

std::string keys_of(const std::string& object) {
  dom::parser parser;
  const dom::object root = parser.parse(object);
  std::string keys;
  std::size_t count = 0;
  for (const auto& [key, value] : root) {
    if (++count > kMaxKeys) return keys + ", …";
    keys.append(keys.empty() ? "" : ", ").append(key);
  }
  return keys;
}

}  // namespace dateline
