// SPDX-License-Identifier: GPL-2.0-or-later
// No more than hosts and characters: nothing here is fetched.
#include "common/text/url.h"

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline {
namespace {

bool is_host_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || ascii::is_lower(c) || ascii::is_digit(c) || c == '-' || c == '.' ||
         c == '_';
}

/// The longest name that DNS takes.
constexpr std::size_t kMaxHostBytes = 253;

/// Those with a meaning in a URI.
bool is_uri_character(char c) {
  return ascii::is_letter_or_digit(c) ||
         std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

}  // namespace

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t user = url.rfind('@');
  if (user != std::string_view::npos) url.remove_prefix(user + 1);
  url = url.substr(0, url.find(':'));
  while (url.ends_with('.')) url.remove_suffix(1);
  if (url.size() > kMaxHostBytes) return {};
  std::string host = text::fold(url);
  // An accent belongs to an internet name.
  if (host.size() != url.size()) host = std::string(url);
  if (!std::all_of(host.begin(), host.end(), is_host_character)) return {};
  return host.starts_with("www.") ? host.substr(4) : host;
}

std::string web_link(std::string_view url) {
  url = text::trim(url);
  if ((!ascii::starts_with(url, "http://") && !ascii::starts_with(url, "https://")) ||
      host_of(url).empty()) {
    return {};
  }
  std::string link;
  for (const char c : url) {
    if (is_uri_character(c)) {
      link += c;
    } else {
      link += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return link;
}

}  // namespace dateline
