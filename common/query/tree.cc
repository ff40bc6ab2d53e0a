// SPDX-License-Identifier: GPL-2.0-or-later
// The tree in words.
#include "common/query/tree.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::query {
namespace {

std::string where(const Node& node) {
  std::string form = node.form == Form::Exact   ? " in this form"
                     : node.form == Form::Cased ? " written so"
                                                : "";
  switch (node.field) {
    case Field::Title:
      return form + " in the headline";
    case Field::Lead:
      return form + " in the first two paragraphs";
    case Field::Opening:
      return form + fmt::format(" in the first {} words", node.count);
    default:
      return form;
  }
}

std::string dates_in_words(const Node& node) {
  const DateRange& dates = node.dates;
  const char* const what = node.field == Field::DatelineDate ? "with a dateline"
                           : node.field == Field::Ingested   ? "indexed"
                                                             : "published";
  const std::string first = iso(from_day_number(dates.first_day));
  const std::string last = iso(from_day_number(dates.last_day));
  const bool open_start = dates.first_day == all_days().first_day;
  const bool open_end = dates.last_day == all_days().last_day;
  if (open_start && open_end) return fmt::format("{} on any known date", what);
  if (open_start) return fmt::format("{} until {}", what, last);
  if (open_end) return fmt::format("{} from {} on", what, first);
  if (first == last) return fmt::format("{} on {}", what, first);
  return fmt::format("{} from {} to {}", what, first, last);
}

std::string near_in_words(const Node& node) {
  const char* const order = node.ordered ? ", in this order:" : ":";
  if (node.reach == Reach::Sentence) return fmt::format("in one sentence{}", order);
  if (node.reach == Reach::Paragraph) return fmt::format("in one paragraph{}", order);
  return fmt::format("within {} word{} of each other{}", node.distance,
                     node.distance == 1 ? "" : "s", order);
}

std::string length_in_words(const Node& node) {
  if (node.most == kAnyLength) return fmt::format("{} words long or longer", node.least);
  return fmt::format("{} to {} words long", node.least, node.most);
}

std::string head(const Node& node) {
  switch (node.kind) {
    case Kind::Everything:
      return "every article";
    case Kind::Word:
      return fmt::format("the word \"{}\"{}", node.text, where(node));
    case Kind::Wildcard:
      return fmt::format("words like \"{}\"{}", node.text, where(node));
    case Kind::Fuzzy:
      return fmt::format("words that differ from \"{}\" in {} letter{} or fewer{}", node.text,
                         node.distance, node.distance == 1 ? "" : "s", where(node));
    case Kind::Phrase:
      return fmt::format("the phrase \"{}\"{}", node.text, where(node));
    case Kind::Near:
      return near_in_words(node);
    case Kind::AtLeast:
      return fmt::format("at {} places or more:", node.count);
    case Kind::Filter:
      return fmt::format("{} {} \"{}\"", name_of(node.field), node.exact ? "is exactly" : "holds",
                         node.text);
    case Kind::DateIs:
      return dates_in_words(node);
    case Kind::DateNone:
      return "without a usable date";
    case Kind::Length:
      return length_in_words(node);
    case Kind::Story:
      return fmt::format("of story {}", node.text);
    case Kind::First:
      return "the first article of its story";
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

using Remark = std::function<std::string(const Node&)>;

void write(const Node& node, std::size_t depth, const Remark& remark, std::string& out) {
  out += std::string(2 * depth, ' ') + head(node) + (remark ? remark(node) : "") + "\n";
  for (const Node& child : node.children) write(child, depth + 1, remark, out);
}

}  // namespace

bool may_stand_near(const Node& node) {
  switch (node.kind) {
    case Kind::Word:
    case Kind::Wildcard:
    case Kind::Fuzzy:
    case Kind::Phrase:
    case Kind::Near:
      return true;
    case Kind::Or:
      return std::all_of(node.children.begin(), node.children.end(), may_stand_near);
    default:
      return false;
  }
}

std::string operator_of(const Node& near) {
  switch (near.reach) {
    case Reach::Sentence:
      return near.ordered ? "pre/s" : "w/s";
    case Reach::Paragraph:
      return near.ordered ? "pre/p" : "w/p";
    case Reach::Words:
      break;
  }
  return fmt::format("{}/{}", near.ordered ? "pre" : "NEAR", near.distance);
}

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
    case Field::DatelineDate:
      return "dateline-date";
    case Field::Ingested:
      return "ingested";
    case Field::Length:
      return "length";
    case Field::Story:
      return "story";
    case Field::First:
      return "first";
    case Field::Saved:
      return "query";
    case Field::Lead:
      return "lead";
    case Field::Text:
    case Field::Opening:
      break;
  }
  return "";
}

std::string in_words(const Node& tree, const Remark& remark) {
  std::string out;
  write(tree, 0, remark, out);
  return out;
}

}  // namespace dateline::query
