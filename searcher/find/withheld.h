// SPDX-License-Identifier: GPL-2.0-or-later
// Articles that their publishers withheld or canceled are not found unless requested.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/match/matcher.h"
#include "common/engine/plan/plan.h"
#include "common/engine/query/tree.h"
#include "searcher/find/search.h"

#include <cstdint>
#include <optional>

namespace dateline {

/// The query without them, and the query for its articles that are left out.
struct Withheld {
  query::Node without;
  query::Node only;
};

/// Does the query name either flag, and so request them?
bool names_withheld(const query::Node& tree);

/// Nothing if there is nothing to leave out: the archive has no such articles, or the query names
/// either flag. Throws ShardDown.
std::optional<Withheld> leave_out_withheld(const query::Node& tree, const Archive& archive);

/// What an archive is asked for: what the query finds, without what is left out. Refers to all that
/// it consists of.
class AskedQuery {
 public:
  /// `tree` is the request's query. Throws ShardDown.
  AskedQuery(const SearchRequest& request, const query::Node& tree, const Archive& archive);

  [[nodiscard]] const query::Node& tree() const { return withheld_ ? withheld_->without : tree_; }
  /// Throws QueryError or ShardDown, as the next does; and Error (Timeout) once the deadline is
  /// over.
  [[nodiscard]] query::Plan plan(const query::Deadline& deadline) const;
  /// Articles that the query finds but that are left out.
  [[nodiscard]] std::uint64_t count_left_out(match::Workspace& workspace) const;

 private:
  const SearchRequest& request_;
  const query::Node& tree_;
  const Archive& archive_;
  std::optional<Withheld> withheld_;
};

}  // namespace dateline
