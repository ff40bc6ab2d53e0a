// SPDX-License-Identifier: GPL-2.0-or-later
// The answer of `dateline-search explain` as bytes.
#pragma once

#include "searcher/verbs/explain/explain.h"

#include <string>

namespace dateline {

/// For people: the query in words, the order, the shards that are opened, the articles with each
/// term, in total and by shard, Xapian's query, and the exact number of matches.
std::string render_explanation_text(const SearchRequest& request, const Explanation& explanation);

/// See docs/output.md.
std::string render_explanation_json(const SearchRequest& request, const Explanation& explanation);

}  // namespace dateline
