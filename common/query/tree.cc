// SPDX-License-Identifier: GPL-2.0-or-later
// The tree in words.
#include "common/query/tree.h"

#include <fmt/format.h>

namespace dateline::query {
namespace {

std::string where(Field field) {
  return field == Field::Title ? " in the headline" : "";
}

std::string dates_in_words(const DateRange& dates) {
  const std::string first = iso(from_day_number(dates.first_day));
  const std::string last = iso(from_day_number(dates.last_day));
  const bool open_start = dates.first_day == all_days().first_day;
  const bool open_end = dates.last_day == all_days().last_day;
  if (open_start && open_end) return "published on any known date";
  if (open_start) return "published until " + last;
  if (open_end) return "published from " + first + " on";
  if (first == last) return "published on " + first;
  return fmt::format("published from {} to {}", first, last);
}

std::string head(const Node& node) {
  switch (node.kind) {
    case Kind::Everything:
      return "every article";
    case Kind::Word:
      return fmt::format("the word \"{}\"{}", node.text, where(node.field));
    case Kind::Prefix:
      return fmt::format("words beginning with \"{}\"{}", node.text, where(node.field));
    case Kind::Phrase:
      return fmt::format("the phrase \"{}\"{}", node.text, where(node.field));
    case Kind::Near:
      return fmt::format("within {} word{} of each other:", node.distance,
                         node.distance == 1 ? "" : "s");
    case Kind::Filter:
      return fmt::format("{} {} \"{}\"", name_of(node.field), node.exact ? "is exactly" : "holds",
                         node.text);
    case Kind::DateIs:
      return dates_in_words(node.dates);
    case Kind::DateNone:
      return "without a usable date";
    case Kind::And:
      return "all of:";
    case Kind::Or:
      return "any of:";
    case Kind::Not:
      return "not:";
    case Kind::Ranked:
      return "any of, articles with all of them first:";
  }
  return "";
}

void write(const Node& node, std::size_t depth, std::string& out) {
  out += std::string(2 * depth, ' ') + head(node) + "\n";
  for (const Node& child : node.children) write(child, depth + 1, out);
}

}  // namespace

Node both(Node tree, Node more) {
  Node all;
  all.kind = Kind::And;
  all.span = tree.span;
  if (tree.kind == Kind::And) {
    all.children = std::move(tree.children);
  } else {
    all.children.push_back(std::move(tree));
  }
  all.children.push_back(std::move(more));
  return all;
}

std::string_view name_of(Field field) {
  switch (field) {
    case Field::Title:
      return "title";
    case Field::Source:
      return "source";
    case Field::Agency:
      return "agency";
    case Field::Place:
      return "place";
    case Field::Author:
      return "author";
    case Field::Section:
      return "section";
    case Field::Tag:
      return "tag";
    case Field::Language:
      return "language";
    case Field::Flag:
      return "flag";
    case Field::Date:
      return "date";
    case Field::Text:
      break;
  }
  return "";
}

std::string in_words(const Node& tree) {
  std::string out;
  write(tree, 0, out);
  return out;
}

}  // namespace dateline::query
