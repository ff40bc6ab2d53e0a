// SPDX-License-Identifier: GPL-2.0-or-later
// The day and time that wires put at the end of a story.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// The year that two digits mean on a wire: none is older than 1970.
int full_year(int two_digits);

/// What a stamp states.
struct WireStamp {
  std::string date;    ///< in a form that `parse_date` reads
  std::string sender;  ///< "AP", "AFP"; empty when the stamp names none
};

/// Reads a line that is only a stamp: "AP-NY-02-12-88 2344EST", which puts the month first, or IPTC
/// 7901's date-time group, "AFP 131015 GMT DEC 19" or "131015 Dez 19".
std::optional<WireStamp> read_stamp(std::string_view line);

}  // namespace dateline
