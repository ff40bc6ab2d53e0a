// SPDX-License-Identifier: GPL-2.0-or-later
// Reads each property by its own function.
#include "common/engine/query/properties.h"

#include "common/date/words.h"
#include "common/errors/errors.h"
#include "common/fields/article.h"
#include "common/text/fold.h"

#include <charconv>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace dateline::query {
namespace {

constexpr const char* kLengths = "write length:>800, length:<300 or length:300..500";

std::optional<unsigned> number(std::string_view digits) {
  unsigned value = 0;
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || value >= kAnyLength) return std::nullopt;
  return value;
}

bool take(std::string_view& text, std::string_view start) {
  if (!text.starts_with(start)) return false;
  text.remove_prefix(start.size());
  return true;
}

unsigned number_of(const Node& node, std::string_view digits) {
  const auto value = number(digits);
  if (!value) {
    throw Error(Code::Usage, fmt::format("'{}' is not a number of words", node.text), kLengths);
  }
  return *value;
}

Node length(Node node) {
  node.kind = Kind::Length;
  node.most = kAnyLength;
  std::string_view value = node.text;
  const std::size_t dots = value.find("..");
  if (dots != std::string_view::npos) {
    const std::string_view start = value.substr(0, dots);
    const std::string_view end = value.substr(dots + 2);
    if (start.empty() && end.empty()) {
      throw Error(Code::Usage, "'..' has neither start nor end", kLengths);
    }
    if (!start.empty()) node.least = number_of(node, start);
    if (!end.empty()) node.most = number_of(node, end);
  } else if (take(value, ">=")) {
    node.least = number_of(node, value);
  } else if (take(value, "<=")) {
    node.most = number_of(node, value);
  } else if (take(value, ">")) {
    node.least = number_of(node, value) + 1;
  } else if (take(value, "<")) {
    const unsigned below = number_of(node, value);
    if (below == 0) throw Error(Code::Usage, "no article has fewer than 0 words", kLengths);
    node.most = below - 1;
  } else {
    node.least = node.most = number_of(node, value);
  }
  if (node.least > node.most) {
    throw Error(Code::Usage,
                fmt::format("the range ends ({}) before it starts ({})", node.most, node.least),
                fmt::format("write length:{}..{}", node.most, node.least));
  }
  node.text.clear();
  return node;
}

Node story(Node node) {
  node.text = text::fold(node.text);
  if (node.text.size() != 16 ||
      node.text.find_first_not_of("0123456789abcdef") != std::string::npos) {
    throw Error(Code::Usage, fmt::format("'{}' is not a story's id", node.text),
                "a story's id has 16 digits, 0 to 9 and a to f; `dateline-search show` names it");
  }
  node.kind = Kind::Story;
  return node;
}

Node first(Node node) {
  const std::string value = text::fold(node.text);
  if (value != "yes" && value != "no") {
    throw Error(Code::Usage, fmt::format("'{}' must be yes or no", node.text),
                "write first:yes for the first article of each story, first:no for the copies");
  }
  node.kind = Kind::First;
  node.text.clear();
  if (value == "yes") return node;
  Node copies;
  copies.kind = Kind::Not;
  copies.span = node.span;
  copies.children.push_back(std::move(node));
  return copies;
}

Node flag(Node node) {
  if (!flag_from_name(text::fold(node.text))) {
    std::string known;
    for (const Flag flag : all_flags()) known += fmt::format(" {}", name_of(flag));
    throw Error(Code::Usage, fmt::format("there is no flag '{}'", node.text), "flags are:" + known);
  }
  node.kind = Kind::Filter;
  return node;
}

}  // namespace

Node read_property(Node node, const Date& today) {
  switch (node.field) {
    case Field::Length:
      return length(std::move(node));
    case Field::Story:
      return story(std::move(node));
    case Field::First:
      return first(std::move(node));
    case Field::Flag:
      return flag(std::move(node));
    case Field::Id:
    case Field::Url:
      node.kind = Kind::Filter;
      node.exact = true;
      return node;
    default:
      break;
  }
  const std::string folded = text::fold(node.text);
  if (node.field == Field::Date && folded == "none") {
    node.kind = Kind::DateNone;
    node.text.clear();
    return node;
  }
  if (node.field == Field::Date && folded == "conflict") {
    node.kind = Kind::Filter;
    node.field = Field::Flag;
    node.text = name_of(Flag::DateConflict);
    return node;
  }
  node.dates = read_range(node.text, today);
  node.kind = Kind::DateIs;
  node.text.clear();
  return node;
}

}  // namespace dateline::query
