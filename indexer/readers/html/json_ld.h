// SPDX-License-Identifier: GPL-2.0-or-later
// schema.org in JSON-LD, as publishers write it for search engines.
#pragma once

#include "indexer/readers/html/for_programs.h"

namespace dateline::html {

/// What a page's scripts say about its article. What cannot be parsed, even after repairing the
/// usual mistakes, is ignored.
Stated read_json_ld(const std::vector<std::string>& scripts);

}  // namespace dateline::html
