// SPDX-License-Identifier: GPL-2.0-or-later
// What a page's site calls itself, from all places where it does.
#pragma once

#include <string>
#include <string_view>

namespace dateline::html {

/// What a page offers.
struct SiteNames {
  std::string_view publisher;  ///< the article's, stated in JSON-LD
  std::string_view site;       ///< of the site, stated in meta tags
  std::string_view whole;      ///< what the article is part of, by JSON-LD
  std::string_view title;      ///< of the page; often ends with the site's name
  std::string_view host;
};

/// The name of the outlet; the host if nothing names it.
std::string site_name_of(const SiteNames& names);

}  // namespace dateline::html
