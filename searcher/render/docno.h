// SPDX-License-Identifier: GPL-2.0-or-later
// Names of articles in TREC's files.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// Run files separate columns by spaces, so spaces in an id are written as in URLs: %20.
std::string docno(std::string_view id);

}  // namespace dateline
