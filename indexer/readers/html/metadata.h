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
  /// How far a date that readers see may contradict the stated one.
  enum class DatePlace {
    Certain,  ///< not at all
    Meta,     ///< `<meta name="date">`, sometimes that of a change: if it says that it is
              ///< publication's
    Element,  ///< `<time>`, often that of a change, or of another article
  };
  DatePlace date_place = DatePlace::Certain;
};

Metadata read_metadata(const Tree& tree);

}  // namespace dateline::html
