// SPDX-License-Identifier: GPL-2.0-or-later
// As if the user had written `(…) NOT (flag:withheld OR flag:canceled)`.
#include "searcher/find/withheld.h"

#include "common/fields/article.h"
#include "common/fields/schema.h"
#include "searcher/find/ranking.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace dateline {
namespace {

using query::Kind;
using query::Node;

constexpr std::array<Flag, 2> kFlags = {Flag::Withheld, Flag::Canceled};

std::string term_of(Flag flag) {
  return std::string(schema::kFlagPrefix).append(name_of(flag));
}

Node withheld() {
  Node either;
  either.kind = Kind::Or;
  for (const Flag flag : kFlags) {
    Node& one = either.children.emplace_back();
    one.kind = Kind::Filter;
    one.field = query::Field::Flag;
    one.text = name_of(flag);
  }
  return either;
}

}  // namespace

bool names_withheld(const Node& node) {
  if (node.kind == Kind::Filter && node.field == query::Field::Flag) {
    const auto flag = flag_from_name(node.text);
    return flag && std::find(kFlags.begin(), kFlags.end(), *flag) != kFlags.end();
  }
  return std::any_of(node.children.begin(), node.children.end(), names_withheld);
}

std::optional<Withheld> leave_out_withheld(const Node& tree, const Archive& archive) {
  if (names_withheld(tree)) return std::nullopt;
  const std::set<std::string> terms = {term_of(Flag::Withheld), term_of(Flag::Canceled)};
  archive.learn(terms);
  if (std::none_of(terms.begin(), terms.end(),
                   [&](const std::string& term) { return archive.frequency(term) != 0; })) {
    return std::nullopt;
  }
  return Withheld{query::both(tree, query::none_of(withheld())), query::both(tree, withheld())};
}

AskedQuery::AskedQuery(const SearchRequest& request, const Node& tree, const Archive& archive)
    : request_(request),
      tree_(tree),
      archive_(archive),
      withheld_(request.withheld ? std::nullopt : leave_out_withheld(tree, archive)) {}

query::Plan AskedQuery::plan(const query::Deadline& deadline) const {
  return query::plan(tree(), archive_, request_.query, request_.limits, deadline);
}

std::uint64_t AskedQuery::count_left_out(match::Workspace& workspace) const {
  if (!withheld_) return 0;
  return count_matches(
      archive_,
      query::plan(withheld_->only, archive_, request_.query, request_.limits, workspace.deadline),
      workspace);
}

}  // namespace dateline
