// SPDX-License-Identifier: GPL-2.0-or-later
// The answer of `dateline-search compare` as bytes.
#pragma once

#include "searcher/render/style.h"
#include "searcher/verbs/compare/compare.h"

#include <string>

namespace dateline {

/// Tables for people, with the share of each query's articles.
std::string render_compare_text(const Comparison& compared, const TextStyle& style);

/// A header row, and a row for each figure of the text, in the same order.
std::string render_compare_csv(const Comparison& compared);

/// See docs/output.md.
std::string render_compare_json(const Comparison& compared);

}  // namespace dateline
