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
  std::string place;  ///< where the first author wrote it: "in Oruba"
};

/// Names of people, and of known agencies apart: "By John Smith and Ann Lee in London, Associated
/// Press". Words before and after the names ("By", "Staff Writer", an address) are left out. What
/// stands in a name's place is no author: jobs and desks, accounts ("admin"), placeholders,
/// addresses and handles, the outlet itself (`source`) and other known outlets. A list is taken
/// apart where its parts look like persons ("Marks and Spencer" is one author, as written); names
/// in catalogue order ("Smith, John") and in capitals are written as names are.
Byline read_byline(const std::vector<std::string>& stated, std::string_view source = {});

/// The agencies that the last lines of a body credit: "© 2019 AFP", "--IANS", "(Xinhua)", and
/// Reuters where it signs "(Reporting by …; Editing by …)".
std::vector<std::string> closing_agencies(std::string_view body);

/// Appends those of `names` that are not in `all` yet; names that differ only in case, accents or
/// spellings known to the table of outlets are the same.
void add_names(const std::vector<std::string>& names, std::vector<std::string>& all);

}  // namespace dateline
