// SPDX-License-Identifier: GPL-2.0-or-later
// The day a dateline states, often without its year and in the language of the article.
#pragma once

#include "common/date/date.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace dateline {

/// A day as stated, not yet checked against the calendar.
struct StatedDay {
  int year = 0;  ///< 0 when not stated
  int month = 0;
  int day = 0;
  std::size_t bytes = 0;  ///< of the text it was read from
};

/// Reads the day at the start of `text`: "Dec 13", "Dec. 13, 2019", "13th December, 2019",
/// "13 de diciembre de 2019", "15 января", 13.12.2019, 2019-12-13. Month names are those of
/// `parse_stated_date`.
std::optional<StatedDay> read_stated_day(std::string_view text);

/// The date meant. A missing year is the one that brings the day nearest to `published`, and the
/// earlier of two that are equally near. Empty if no such day exists or no year can be found.
std::optional<Date> resolve(const StatedDay& stated, const Date& published);

}  // namespace dateline
