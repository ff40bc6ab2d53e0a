// SPDX-License-Identifier: GPL-2.0-or-later
// The headline of a page, from everything it offers as one.
#pragma once

#include "indexer/readers/html/outline.h"

#include <string>
#include <string_view>

namespace dateline::html {

/// What a page offers.
struct Titles {
  std::string_view json_ld;  ///< the article's, stated in JSON-LD
  std::string_view meta;     ///< stated in meta tags
  std::string_view page;     ///< of the whole page
  std::string_view site;     ///< the name of the site
  std::string_view url;
};

std::string headline_of(const Titles& titles, const Outline& outline);

}  // namespace dateline::html
