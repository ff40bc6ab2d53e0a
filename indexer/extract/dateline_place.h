// SPDX-License-Identifier: GPL-2.0-or-later
// The place that a dateline begins with, and how much it looks like one.
#pragma once

#include "indexer/extract/char_cursor.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace dateline {

/// The part of a dateline that states the place: "NEW YORK/LONDON", "ST. PETERSBURG, Fla.".
struct PlaceName {
  std::string_view text;
  bool all_caps = true;          ///< regions aside
  bool well_known = true;        ///< every city is one that papers name without its country
  std::size_t words = 0;         ///< regions aside
  std::size_t letters = 0;       ///< regions aside
  bool has_region = false;       ///< "Kenya" after "NAIROBI"
  bool region_is_short = false;  ///< "Fla.", "N.Y."
  bool has_label = false;        ///< a word of editors or of the calendar: "UPDATE", "Friday"
  bool begins_as_prose = false;  ///< "The", "In", "By"
};

/// Reads a place and leaves `in` after it, before any date or credit; empty if there is no
/// capitalised word.
std::optional<PlaceName> read_place(CharCursor& in);

}  // namespace dateline
