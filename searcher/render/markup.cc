// SPDX-License-Identifier: GPL-2.0-or-later
// Escaping; `>` too, because "]]>" is not allowed in content.
#include "searcher/render/markup.h"

#include "common/terminal/terminal.h"

#include <fmt/format.h>

namespace dateline {

std::string markup_text(std::string_view text) {
  std::string out;
  std::string safe = printable(text);
  // U+FFFE and U+FFFF are valid UTF-8, but not XML characters.
  for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = safe.find(forbidden); at != std::string::npos;
         at = safe.find(forbidden, at)) {
      safe.replace(at, forbidden.size(), "\xEF\xBF\xBD");
    }
  }
  out.reserve(safe.size());
  for (const char c : safe) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void add_element(std::string_view name, std::string_view text, std::string& out) {
  if (!text.empty()) out += fmt::format("<{0}>{1}</{0}>\n", name, markup_text(text));
}

}  // namespace dateline
