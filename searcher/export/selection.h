// SPDX-License-Identifier: GPL-2.0-or-later
// All matching articles, in order: only their keys, as there may be millions.
#pragma once

#include "searcher/find/search.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dateline {

/// Where a match is, and what it is ordered by.
struct MatchKey {
  std::uint64_t rank = 0;     ///< the greater comes first
  std::uint32_t segment = 0;  ///< index into Archive::segments(), then Archive::served()
  std::uint32_t docid = 0;
};
static_assert(sizeof(MatchKey) == 16);

struct Selection {
  Sort sort = Sort::Newest;    ///< as applied: Newest if there is nothing to rank by
  std::string read_as;         ///< the query in words, relative dates resolved
  std::string canonical;       ///< the query and its dates as one text, see query/canonical.h
  std::vector<MatchKey> keys;  ///< in order; articles of equal rank are in archive order
  std::uint64_t left_out = 0;  ///< matches that are withheld or canceled
};

/// A searcher for one request, whose query is read before the archive is opened. Throws QueryError
/// or Error.
Searcher searcher_for(const SearchRequest& request);

/// Finds what query, dates, `withheld` and `sort` of the request ask for; the rest of it is
/// ignored. Without `in_order` keys are unordered. Throws QueryError or Error; keys are of
/// `searcher.archive()` until it leaves out a shard.
Selection select(const SearchRequest& request, bool in_order, Searcher& searcher);

/// The result of `work` on the selection; it starts again if a shard is left out.
template <typename Work>
auto with_selection(const SearchRequest& request, bool in_order, Searcher& searcher, Work work) {
  return searcher.consistently([&] {
    const Selection selection = select(request, in_order, searcher);
    return work(selection);
  });
}

}  // namespace dateline
