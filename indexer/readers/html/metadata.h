// SPDX-License-Identifier: GPL-2.0-or-later
// What the elements of a page say about its article: meta tags, links, microdata, times.
#pragma once

#include "indexer/readers/html/for_programs.h"
#include "indexer/readers/html/tree.h"

namespace dateline::html {

struct Metadata {
  Stated stated;
  std::string title;        ///< of the page, often with the site's name
  bool is_website = false;  ///< the page calls itself a site, not an article
  /// The date is from a place that often has that of a change, or of another article.
  bool is_date_vague = false;
};

Metadata read_metadata(const Tree& tree);

}  // namespace dateline::html
