// SPDX-License-Identifier: GPL-2.0-or-later
// What users should know about how their query was read.
#pragma once

#include "common/engine/query/tree.h"

#include <string>
#include <vector>

namespace dateline::query {

/// A line for each place in the query that may not be meant as it is read.
std::vector<std::string> notes_of(const Node& tree);

/// What to say about words without a blank, such as dam/flood, which are searched for as a phrase;
/// for a query that finds nothing.
std::vector<std::string> notes_of_phrases(const Node& tree);

}  // namespace dateline::query
