// SPDX-License-Identifier: GPL-2.0-or-later
// Parts of a page that repeat one form, each with a heading of its own: teasers of other articles,
// several articles on one page, or the sections of one.
#pragma once

#include "indexer/readers/html/outline.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// Shorter blocks are labels and captions as often as sentences; they prove nothing.
inline constexpr std::size_t kSentenceBytes = 40;

/// One of them, as a range of blocks.
struct Part {
  std::size_t heading = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t element = kNoElement;  ///< that holds this part alone, if there is one
  std::size_t prose = 0;             ///< bytes outside links
  std::string date;                  ///< shown in a line of its own near the heading
};

struct Parts {
  std::vector<Part> all;
  bool lead_away = false;     ///< the headings link to other pages of the site
  bool are_articles = false;  ///< each is an `<article>`
  std::size_t prose = 0;      ///< of all

  /// Each has a date of its own.
  [[nodiscard]] bool are_dated() const;
};

/// All such parts of a page at `host`, which may be empty.
std::vector<Parts> repeated_parts(const Outline& outline, std::string_view host);

/// Prose is what may be sentences and is not links: its bytes.
std::size_t prose_bytes(const Outline& outline, std::size_t block);

}  // namespace dateline::html
