// SPDX-License-Identifier: GPL-2.0-or-later
// Values that programs and forms fill in where there is none.
#pragma once

#include <string_view>

namespace dateline {

/// True for blank text and for what programs print for a missing value, in any case: `nan`, `NaT`,
/// `None`, `null`, `N/A`, `#N/A`, `\N`, `undefined`, `-`, `--`, `(none)`, `[]`, `{}`. `NA` is one
/// too, as R and pandas write it; so no article is by, from or in "NA".
bool is_nothing(std::string_view value);

/// True for `is_nothing`, and for what stands in a headline's place: `Untitled`, `(no title)`.
bool is_no_headline(std::string_view value);

/// True for `is_nothing`, and for accounts that stand in an author's place: `admin`, `Username`,
/// `Anonymous`.
bool is_nobody(std::string_view value);

/// True for the path of a file: `text/19130611-35-123.txt`, which says where a text is.
bool is_file_path(std::string_view value);

}  // namespace dateline
