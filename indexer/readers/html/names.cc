// SPDX-License-Identifier: GPL-2.0-or-later
// Names are compared by what is left when spelling is taken away.
#include "indexer/readers/html/names.h"

#include <cctype>

namespace dateline::html {

std::string letters(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) result += static_cast<char>(std::tolower(byte));
    if (byte >= 0x80) result += c;
  }
  return result;
}

std::string_view host_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return "";
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  return host;
}

}  // namespace dateline::html
