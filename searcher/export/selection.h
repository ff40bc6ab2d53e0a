// SPDX-License-Identifier: GPL-2.0-or-later
// All articles that match, in order: their keys only, for there may be millions.
#pragma once

#include "common/archive/archive.h"
#include "searcher/match/search.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace dateline {

/// Where a match is, and what it is ordered by.
struct MatchKey {
  std::uint64_t rank = 0;     ///< what is greater comes first
  std::uint32_t segment = 0;  ///< index into Archive::segments(), then Archive::served()
  std::uint32_t docid = 0;
};
static_assert(sizeof(MatchKey) == 16);

struct Selection {
  Archive archive;
  Sort sort = Sort::Newest;    ///< as applied: without anything to rank by it is Newest
  std::string read_as;         ///< the query in words, relative dates resolved
  std::string canonical;       ///< the query and its dates as one text, see query/canonical.h
  std::vector<MatchKey> keys;  ///< in order; articles of one rank stand as the archive has them
  std::uint64_t left_out = 0;  ///< matches that are withheld or canceled
};

/// Finds what query, dates, `withheld` and `sort` of the request ask for; the rest of it does not
/// count. Without `in_order` keys stand in no order. Throws QueryError or Error.
Selection select(const SearchRequest& request, bool in_order);

/// Goes on without that shard, if shards may be left out, and finds all again; throws it otherwise.
void select_without(const ShardDown& down, const SearchRequest& request, bool in_order,
                    Selection& selection);

/// What `work` makes of the selection, which it begins again where a shard is left out.
template <typename Work>
auto with_selection(const SearchRequest& request, bool in_order, Work work) {
  Selection selection = select(request, in_order);
  for (;;) {
    try {
      return work(std::as_const(selection));
    } catch (const ShardDown& down) {
      select_without(down, request, in_order, selection);
    }
  }
}

}  // namespace dateline
