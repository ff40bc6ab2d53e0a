// SPDX-License-Identifier: GPL-2.0-or-later
// What a query was understood to mean, and what each of its terms finds.
#pragma once

#include "searcher/match/search.h"

#include <string>

namespace dateline {

/// For people: the query tree in words, the order, the shards that are opened, Xapian's query, the
/// articles that hold each term, in all and by shard, and the exact number of matches.
/// The second asks an archive that is open already.
std::string explain(const SearchRequest& request);
std::string explain(const SearchRequest& request, Searcher& searcher);

}  // namespace dateline
