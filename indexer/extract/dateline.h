// SPDX-License-Identifier: GPL-2.0-or-later
// The dateline: the words before the first sentence that say where, by whom and when.
#pragma once

#include "common/date/date.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// What a dateline paragraph states.
struct Dateline {
  std::string text;                   ///< as written, without the closing dash
  std::string place;                  ///< in title case: "Washington", "New York/London"
  std::string credit;                 ///< as written: "UrduPoint News / Sputnik"
  std::vector<std::string> agencies;  ///< the credit's parties: {"UrduPoint News", "Sputnik"}
  std::optional<Date> date;           ///< a date without a year takes it from `published`
};

/// Reads the dateline at the start of `body`; empty when the body has none. Never guesses: a form
/// it does not know is not a dateline. `published` (may be unknown) supplies a missing year: the
/// one that brings the dateline's day nearest to it; when both are missing the date stays empty.
std::optional<Dateline> parse_dateline(std::string_view body, const Date& published);

/// Reads a field that states only a dateline, so that it needs no proof:
/// "SALVADOR, Feb 26 -", "Brussels". Empty if the field contains more.
std::optional<Dateline> read_dateline_field(std::string_view field, const Date& published);

}  // namespace dateline
