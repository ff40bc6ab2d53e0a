// SPDX-License-Identifier: GPL-2.0-or-later
// The date that a page shows its readers.
#pragma once

#include "indexer/readers/html/outline.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// Where a date of publication may be.
struct ShownPage {
  const Outline& outline;
  std::string_view headline;
  std::string_view title;  ///< of the page
  /// The article's blocks.
  const std::vector<std::size_t>& text;
};

enum class Reach {
  Said,  ///< near the headline, in a line that says it is the date of publication
  Near,  ///< near the headline, and only with one reading
  Page,
};

/// The date as written, empty when none is found. The date of a change, or of something that the
/// article is about, is not taken; see words_beside.h.
std::string visible_date(const ShownPage& page, Reach reach);

/// The first date of a line, whatever it is the date of, as written in it; empty when there is
/// none.
std::string date_in(std::string_view line);

}  // namespace dateline::html
