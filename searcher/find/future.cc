// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/find/future.h"

#include "common/fields/article.h"
#include "common/fields/schema.h"

#include <algorithm>
#include <string>
#include <utility>

namespace dateline {
namespace {

bool names_future(const query::Node& node) {
  if (node.kind == query::Kind::Filter && node.field == query::Field::Flag) {
    return flag_from_name(node.text) == Flag::DateFuture;
  }
  return std::any_of(node.children.begin(), node.children.end(), names_future);
}

}  // namespace

std::optional<query::Node> comes_last(const query::Node& tree, Sort sort, const Archive& archive) {
  if (sort != Sort::Newest || names_future(tree)) return std::nullopt;
  query::Node future;
  future.kind = query::Kind::Filter;
  future.field = query::Field::Flag;
  future.text = name_of(Flag::DateFuture);
  const std::string term = std::string(schema::kFlagPrefix).append(future.text);
  archive.learn({term});
  if (archive.frequency(term) == 0) return std::nullopt;
  return query::both(tree, std::move(future));
}

}  // namespace dateline
