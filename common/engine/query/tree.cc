// SPDX-License-Identifier: GPL-2.0-or-later
// The tree in words.
#include "common/engine/query/tree.h"

#include "common/engine/query/operator.h"

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

Node none_of(Node tree) {
  Node no;
  no.kind = Kind::Not;
  no.span = tree.span;
  no.children.push_back(std::move(tree));
  return no;
}

Field field_of(const fields::Row& row) {
  return static_cast<Field>(static_cast<std::ptrdiff_t>(Field::Row) +
                            (&row - fields::kRows.data()));
}

const fields::Row* row_of(Field field) {
  return field < Field::Row ? nullptr
                            : &fields::kRows.at(static_cast<std::size_t>(field) -
                                                static_cast<std::size_t>(Field::Row));
}

std::string in_words(const Node& tree, const Remark& remark) {
  std::string out;
  write(tree, 0, remark, out);
  return out;
}

}  // namespace dateline::query
