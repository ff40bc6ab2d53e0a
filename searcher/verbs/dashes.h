// SPDX-License-Identifier: GPL-2.0-or-later
// Words of a query that begin with a '-', such as `-football`, which CLI11 would take for options.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace dateline {

/// Marks words that begin with a '-' and are not options of the verb, which may be null, and all
/// after `--`. Throws Error (Usage) for one that has the name of an option: `-from`.
void mark_dashes(std::vector<std::string>& words, const CLI::App* verb);

/// A marked word as it was.
void unmark_dash(std::string& word);

}  // namespace dateline
