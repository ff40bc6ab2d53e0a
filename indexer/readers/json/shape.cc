// SPDX-License-Identifier: GPL-2.0-or-later
// Recognising from the beginning of a file how its JSON is arranged.
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/base/fields.h"
#include "indexer/readers/json/elements.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

constexpr std::array<std::string_view, 17> kEnvelopeKeys = {
    "articles", "items",   "results", "data",  "docs", "documents", "response", "hits",  "stories",
    "news",     "entries", "records", "posts", "feed", "value",     "rows",     "_items"};

/// Walks through the beginning of an object that an article may be, or an envelope.
class Head {
 public:
  explicit Head(std::string_view head) : rest_(head) {}

  JsonShape shape() {
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      switch (c) {
        case '"':
          if (const auto decided = string()) return *decided;
          break;
        case '{':
        case '[':
          ++depth_;
          break;
        case '}':
        case ']':
          // The end of the first object: another one on the same line means it is not JSON Lines.
          if (--depth_ <= 0)
            return text::trim(rest_of_line()).empty() ? JsonShape::Lines : JsonShape::Stream;
          level_ = std::min(level_, depth_);
          break;
        case '\n':
          return JsonShape::Stream;
        default:
          break;
      }
    }
    return JsonShape::Lines;
  }

 private:
  std::string_view rest_of_line() const { return rest_.substr(0, rest_.find('\n')); }

  void skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r"), rest_.size()));
  }

  /// A string, and whether what follows decides. JSON has no line end inside strings: if there is
  /// one, a line was cut off.
  std::optional<JsonShape> string() {
    std::size_t end = 0;
    while (end < rest_.size() && rest_[end] != '"') {
      if (rest_[end] == '\n') return JsonShape::Lines;
      end += rest_[end] == '\\' ? 2 : 1;
    }
    if (end >= rest_.size()) {
      rest_ = {};
      return std::nullopt;
    }
    const std::string_view key = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    skip_blanks();
    if (depth_ != level_ || has_text_ || !rest_.starts_with(':')) return std::nullopt;
    has_text_ = is_text_key(key);
    if (!is_envelope_key(key)) return std::nullopt;
    rest_.remove_prefix(1);
    skip_blanks();
    if (rest_.starts_with('{')) ++level_;
    if (!rest_.starts_with('[')) return std::nullopt;
    const std::size_t first = rest_.find_first_not_of(ascii::kBlanks, 1);
    if (first != std::string_view::npos && rest_[first] == '{') return JsonShape::Stream;
    return std::nullopt;
  }

  std::string_view rest_;
  int depth_ = 0;
  int level_ = 1;  ///< depth at which keys may lead to the articles
  bool has_text_ = false;
};

}  // namespace

bool is_envelope_key(std::string_view key) {
  return std::find(kEnvelopeKeys.begin(), kEnvelopeKeys.end(), key) != kEnvelopeKeys.end();
}

bool is_text_key(std::string_view key) {
  const auto usual = usual_field(key);
  return usual && usual->field == Field::Body;
}

JsonShape json_shape(std::string_view head) {
  head = text::trim(head);
  if (head.starts_with('{')) return Head(head).shape();
  if (!head.starts_with('[')) return JsonShape::None;
  head = text::trim(head.substr(1));
  return head.empty() || head.starts_with('{') ? JsonShape::Stream : JsonShape::None;
}

}  // namespace dateline
