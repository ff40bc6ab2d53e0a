// SPDX-License-Identifier: GPL-2.0-or-later
// Keys are of no importance here; what an object holds is.
#include "indexer/readers/json/inside.h"

#include "common/text/utf8.h"
#include "indexer/readers/base/fields.h"
#include "indexer/readers/base/nothing.h"

#include <algorithm>

#include <fmt/format.h>
#include <simdjson.h>

namespace dateline {
namespace {

namespace dom = simdjson::dom;

constexpr int kMaxDepth = 8;
/// Of more keys, these are enough to understand what the file is.
constexpr std::size_t kMaxKeys = 12;

/// How much of an article: a headline counts 1, a summary 1, a text 2.
constexpr int kLeast = 2;

bool says_something(dom::element value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return !is_nothing(text);
  return value.is_object() || (value.is_array() && dom::array(value).size() != 0);
}

int worth_of(dom::object object) {
  bool has_headline = false;
  bool has_summary = false;
  bool has_text = false;
  for (const dom::key_value_pair member : object) {
    const auto usual = usual_field(member.key);
    if (!usual || !says_something(member.value)) continue;
    has_headline = has_headline || usual->field == Field::Headline;
    has_summary = has_summary || usual->field == Field::Summary;
    // An object or array of objects that is named so holds more than a text.
    const bool is_text = member.value.is_string() ||
                         (member.value.is_array() && !dom::array(member.value).at(0).is_object());
    has_text = has_text || (usual->field == Field::Body && is_text);
  }
  return (has_headline ? 1 : 0) + (has_text ? 2 : has_summary ? 1 : 0);
}

class Search {
 public:
  void look(dom::element container, const std::string& place, int depth) {
    if (depth == kMaxDepth) return;
    std::vector<dom::element> best;
    int worth = best_worth_;
    const auto see = [&](dom::element value, const std::string& key) {
      if (!value.is_object() && !value.is_array()) return note(key);
      const int its = value.is_object() ? worth_of(value) : 0;
      if (its < kLeast) return look(value, key, depth + 1);
      note(key);
      if (its > worth) best.clear();
      if (its > worth || (its == worth && !best.empty())) best.push_back(value);
      worth = std::max(worth, its);
    };
    if (container.is_object()) {
      for (const dom::key_value_pair member : dom::object(container)) {
        see(member.value, fmt::format("{}/{}", place, text::cut(member.key, 40)));
      }
    } else {
      std::size_t i = 0;
      for (const dom::element each : dom::array(container))
        see(each, fmt::format("{}/{}", place, i++));
    }
    if (best.empty() || worth <= best_worth_) return;
    best_worth_ = worth;
    best_ = std::move(best);
  }

  Inside result() && {
    Inside inside;
    for (const dom::element each : best_) {
      inside.articles.push_back(simdjson::to_string(each));
    }
    inside.keys = std::move(keys_);
    return inside;
  }

 private:
  void note(const std::string& key) {
    if (++noted_ > kMaxKeys + 1) return;
    if (!keys_.empty()) keys_ += ", ";
    keys_ += noted_ > kMaxKeys ? "…" : key;
  }

  std::vector<dom::element> best_;
  int best_worth_ = kLeast - 1;
  std::string keys_;
  std::size_t noted_ = 0;
};

}  // namespace

Inside look_inside(const std::string& json) {
  dom::parser parser;
  Search search;
  search.look(parser.parse(json), "", 0);
  return std::move(search).result();
}

}  // namespace dateline
