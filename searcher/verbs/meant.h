// SPDX-License-Identifier: GPL-2.0-or-later
// What a query may mean besides what it says.
#pragma once

#include "searcher/find/search.h"

#include <string>
#include <vector>

namespace dateline {

/// Half of a name: `source:Harbour Post`, where the archive has "Harbour Post".
std::vector<std::string> halves_of_names(const SearchRequest& request);

/// For a query that finds nothing: ids, years and days that were searched for as words, and words
/// without a blank that were searched for as a phrase.
std::vector<std::string> other_meanings(const SearchRequest& request);

}  // namespace dateline
