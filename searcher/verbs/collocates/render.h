// SPDX-License-Identifier: GPL-2.0-or-later
// The answer of `dateline-search collocates` as bytes.
#pragma once

#include "searcher/verbs/collocates/collocates.h"

#include <string>

namespace dateline {

/// What was counted, and a table of words.
std::string render_collocates_text(const CollocatesRequest& request,
                                   const CollocatesReport& report);

/// See docs/output.md.
std::string render_collocates_json(const CollocatesRequest& request,
                                   const CollocatesReport& report);

/// A header row and a row for each word, separated by commas or `tabs`.
std::string render_collocates_table(const CollocatesReport& report, bool tabs);

}  // namespace dateline
