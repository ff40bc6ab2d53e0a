// SPDX-License-Identifier: GPL-2.0-or-later
// What a page shows, without what only programs read: one scan before the page is parsed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

struct Stripped {
  std::string markup;                ///< to be parsed
  std::vector<std::string> json_ld;  ///< the content of `<script type="application/ld+json">`
  std::string mirrored_from;         ///< the address noted by wget, HTTrack or a browser
};

/// Removes comments, scripts, styles, drawings and images, which are most of a page's bytes, and
/// what would make a parser slow: nesting that is deeper than browsers keep, and tags with
/// absurdly many or long attributes. Takes time linear in the page.
Stripped strip(std::string_view page);

}  // namespace dateline::html
