// SPDX-License-Identifier: GPL-2.0-or-later
// Telling tables of articles from other text.
#pragma once

#include <string_view>

namespace dateline {

/// True when the first record names, by usual names, at least two fields of an article, and a
/// headline or text among them.
bool is_csv(std::string_view head);

}  // namespace dateline
