// SPDX-License-Identifier: GPL-2.0-or-later
// The answer of `dateline-search similar` as bytes.
#pragma once

#include "searcher/render/style.h"
#include "searcher/verbs/similar/similar.h"

#include <string>

namespace dateline {

/// Hits as for a search, and the words searched for; with `explain`, the weight of each.
std::string render_similar_text(const SimilarReport& report, bool explain, const TextStyle& style);

/// As for a search, with `words`.
std::string render_similar_json(const SimilarReport& report);

}  // namespace dateline
