// SPDX-License-Identifier: GPL-2.0-or-later
// The languages that a query may be written in.
#pragma once

namespace dateline::query {

enum class Dialect {
  Dateline,
  Nexis,    ///< `repatriat!`, `wom*n`, `a w/5 b and not c`; words side by side are a phrase
  Factiva,  ///< `a adj5 b`, `a same b`, `hd=x`, `wc>800`; words side by side are a phrase
  Lucene,   ///< `+a -b`, `"a b"~5`, `a~1`, `date:[2019-01 TO 2019-12]`, `&&`, `||`
};

}  // namespace dateline::query
