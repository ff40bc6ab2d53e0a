// SPDX-License-Identifier: GPL-2.0-or-later
// Statements for programs are often cut to a length, or followed by the name of the site; the
// heading that readers see is neither, but a page may have several, and the logo may be one.
#include "indexer/readers/html/headline.h"

#include "common/text/utf8.h"
#include "indexer/readers/html/names.h"

#include <algorithm>
#include <array>

namespace dateline::html {
namespace {

constexpr auto kSeparators = std::to_array<std::string_view>(
    {" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / "});

bool names_site(std::string_view part, const Titles& titles) {
  const std::string name = letters(part);
  if (name.empty()) return true;
  constexpr std::size_t kLeastOfHost = 3;
  // "CNNPolitics" is a part of CNN.
  const std::string site = letters(titles.site);
  return name == site || (site.size() >= kLeastOfHost && name.starts_with(site)) ||
         (name.size() >= kLeastOfHost &&
          letters(host_of(titles.url)).find(name) != std::string::npos);
}

std::size_t words(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

/// Without the site's name at either end. After a bar, which no headline holds, a short last part
/// is taken for one even if it is unknown.
std::string without_site(std::string title, const Titles& titles) {
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view separator : kSeparators) {
      const std::size_t last = title.rfind(separator);
      if (last == std::string::npos || last == 0) continue;
      const std::string_view tail = std::string_view(title).substr(last + separator.size());
      const bool barred = separator == " | " && words(tail) <= 4 && words(title) > 2 * words(tail);
      if (names_site(tail, titles) || barred) {
        title.resize(last);
        found = true;
        break;
      }
      const std::size_t first = title.find(separator);
      if (names_site(title.substr(0, first), titles)) {
        title.erase(0, first + separator.size());
        found = true;
        break;
      }
    }
  }
  return title;
}

/// The same words, but one may have been cut, or have something put after it.
bool begin_alike(std::string_view a, std::string_view b) {
  constexpr std::size_t kEnough = 12;
  std::string x = letters(a.substr(0, a.find("…")));
  std::string y = letters(b.substr(0, b.find("…")));
  const std::size_t common = std::min(x.size(), y.size());
  return common >= kEnough ? x.compare(0, common, y, 0, common) == 0 : x == y && !x.empty();
}

}  // namespace

std::string headline_of(const Titles& titles, const Outline& outline) {
  std::string stated;
  for (const std::string_view title : {titles.json_ld, titles.meta, titles.page}) {
    if (stated.empty()) stated = without_site(text::single_line(title), titles);
  }
  std::string first;
  for (const Block& block : outline.blocks) {
    if (outline.elements[block.element].tag != GUMBO_TAG_H1 || names_site(block.text, titles)) {
      continue;
    }
    if (begin_alike(block.text, stated)) return text::single_line(block.text);
    if (first.empty()) first = block.text;
  }
  // No heading confirms what is stated. The title of the page is the least of statements.
  const bool only_page_title = titles.json_ld.empty() && titles.meta.empty();
  return stated.empty() || (only_page_title && !first.empty()) ? text::single_line(first) : stated;
}

}  // namespace dateline::html
