// SPDX-License-Identifier: GPL-2.0-or-later
// The tree in words.
#include "common/query/tree.h"

#include "common/query/operators/operator.h"

#include <algorithm>

namespace dateline::query {
namespace {

using Remark = std::function<std::string(const Node&)>;

void write(const Node& node, std::size_t depth, const Remark& remark, std::string& out) {
  out += std::string(2 * depth, ' ') + operator_of(node).in_words(node) +
         (remark ? remark(node) : "") + "\n";
  for (const Node& child : node.children) write(child, depth + 1, remark, out);
}

}  // namespace

bool may_stand_near(const Node& node) {
  return operator_of(node).may_stand_near(node);
}

bool is_ranked(const Node& tree) {
  const Operator& op = operator_of(tree);
  const auto wanted = op.wanted(tree);
  return op.leaf() != nullptr || std::any_of(wanted.begin(), wanted.end(), is_ranked);
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
