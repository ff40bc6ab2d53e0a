// SPDX-License-Identifier: GPL-2.0-or-later
// Who wrote a story and who supplied it, from its byline and its last lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct Byline {
  std::vector<std::string> authors;
  std::vector<std::string> agencies;
};

/// Names of people, and of known agencies apart: "By John Smith and Ann Lee in London, Associated
/// Press". Words before and after the names ("By", "Staff Writer", an address) are left out. What
/// is not a list of names stays one author, as written.
Byline read_byline(const std::vector<std::string>& stated);

/// The agencies that the last lines of a body credit: "© 2019 AFP", "--IANS", "(Xinhua)", and
/// Reuters where it signs "(Reporting by …; Editing by …)".
std::vector<std::string> closing_agencies(std::string_view body);

/// Appends those of `names` that are not in `all` yet; names that differ only in case, accents or
/// spellings known to the table of outlets are the same.
void add_names(const std::vector<std::string>& names, std::vector<std::string>& all);

}  // namespace dateline
