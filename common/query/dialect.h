// SPDX-License-Identifier: GPL-2.0-or-later
// Queries in the languages of other systems, where the same sign means something else.
#pragma once

#include <string>
#include <string_view>

namespace dateline::query {

enum class Dialect {
  Dateline,
  Nexis,    ///< `repatriat!`, `wom*n`, `a w/5 b and not c`; words side by side are a phrase
  Factiva,  ///< `a adj5 b`, `a same b`, `hd=x`, `wc>800`; words side by side are a phrase
  Lucene,   ///< `+a -b`, `"a b"~5`, `a~1`, `date:[2019-01 TO 2019-12]`, `&&`, `||`
};

/// `text` in Dateline's own language. Throws QueryError that points into `text` for what has no
/// counterpart.
std::string translated(std::string_view text, Dialect dialect);

}  // namespace dateline::query
