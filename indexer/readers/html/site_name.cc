// SPDX-License-Identifier: GPL-2.0-or-later
// The publisher of an agency's story is sometimes the agency, that of a paper is often its owner,
// and programs write an address instead of a name. So names are weighed: one spelled like the host
// is certainly the site's, and one made of words is better than an address.
#include "indexer/readers/html/site_name.h"

#include "common/text/utf8.h"
#include "indexer/readers/html/names.h"
#include "indexer/readers/html/separators.h"

#include <algorithm>

namespace dateline::html {
namespace {

/// The part of a host that is a name: "mirror" of mirror.co.uk.
std::string_view label_of(std::string_view host) {
  std::string_view longest;
  while (!host.empty()) {
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) break;
    if (dot > longest.size()) longest = host.substr(0, dot);
    host.remove_prefix(dot + 1);
  }
  return longest;
}

/// What follows the last separator, if the host is called that, or is its last word: "Die Neue
/// Inselzeitung" at inselzeitung.example.
std::string_view tail_of_title(std::string_view title, std::string_view host) {
  constexpr std::size_t kLeastLabel = 3;
  constexpr std::size_t kMostBytes = 60;
  const std::string label = letters(label_of(host));
  if (label.size() < kLeastLabel) return "";
  const auto last = last_separator(title);
  if (!last) return "";
  const std::string_view tail = text::trim(title.substr(last->at + last->size));
  if (tail.size() > kMostBytes || is_address(tail)) return "";
  return letters(tail).ends_with(label) ? tail : "";
}

/// How likely `name` is the site's name.
int worth(std::string_view name, std::string_view host) {
  if (name.empty() || name.find("://") != std::string_view::npos) return 0;
  const int of_host = is_of_host(name, host) ? 2 : 0;
  if (is_company(name)) return 1;
  return (is_address(name) ? 1 : 3) + of_host;
}

/// "Harbour Post - Harbour Press GmbH": the part that matches the host.
std::string_view without_company(std::string_view name, std::string_view host) {
  const auto last = last_separator(name);
  if (!last || !is_company(name)) return name;
  const std::string_view first = name.substr(0, last->at);
  return is_of_host(first, host) ? first : name;
}

}  // namespace

std::string site_name_of(const SiteNames& names) {
  constexpr int kHost = 1;
  std::string_view best = names.host;
  int most = kHost;
  for (std::string_view name :
       {names.publisher, names.site, names.whole, tail_of_title(names.title, names.host)}) {
    name = without_company(name, names.host);
    // Of two equally good names the one stated in the better place.
    if (const int each = worth(name, names.host); each > most) {
      best = name;
      most = each;
    }
  }
  return std::string(best);
}

}  // namespace dateline::html
