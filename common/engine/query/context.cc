// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/engine/query/context.h"

#include "common/date/time_zone.h"

#include <utility>

namespace dateline::query {

Date Context::today() const {
  return day_in_zone(time_zone, clock());
}

Node in_languages(Node tree, const std::vector<std::string>& languages) {
  if (languages.empty()) return tree;
  Node any;
  any.kind = Kind::Or;
  for (const std::string& language : languages) {
    Node one;
    one.kind = Kind::Filter;
    one.field = Field::Language;
    one.text = language;
    any.children.push_back(std::move(one));
  }
  if (languages.size() == 1) any = Node(any.children.front());
  return both(std::move(tree), std::move(any));
}

}  // namespace dateline::query
