// SPDX-License-Identifier: GPL-2.0-or-later
// A look at the first tag, without a parser: there may be no more of the file yet.
#include "indexer/readers/xml/root.h"

#include "common/text/ascii.h"

#include <algorithm>
#include <array>

namespace dateline::xml {
namespace {

std::string_view behind(std::string_view text, std::string_view end) {
  const std::size_t found = text.find(end);
  return found == std::string_view::npos ? "" : text.substr(found + end.size());
}

/// A DOCTYPE may contain declarations in brackets.
std::string_view behind_doctype(std::string_view text) {
  const std::size_t end = text.find_first_of("[>");
  if (end == std::string_view::npos) return "";
  return text[end] == '>' ? text.substr(end + 1) : behind(behind(text, "]"), ">");
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

Root root_of(std::string_view head) {
  while (true) {
    const std::size_t start = head.find_first_not_of(ascii::kBlanks);
    if (start == std::string_view::npos || head[start] != '<') return {};
    head.remove_prefix(start);
    if (head.starts_with("<!--")) {
      head = behind(head, "-->");
    } else if (head.starts_with("<?")) {
      head = behind(head, "?>");
    } else if (head.starts_with("<!")) {
      head = behind_doctype(head);
    } else {
      break;
    }
  }
  const std::string_view tag = head.substr(0, head.find('>'));
  const std::string_view name = tag.substr(1, tag.find_first_of(" \t\r\n/", 1) - 1);
  return {name.substr(name.find(':') + 1), tag};
}

bool is_nitf(std::string_view head) {
  return root_of(head).name == "nitf";
}

bool is_newsml_g2(std::string_view head) {
  constexpr std::array<std::string_view, 7> kRoots = {
      "newsMessage",   "newsItem",     "packageItem", "conceptItem",
      "knowledgeItem", "planningItem", "catalogItem"};
  return std::find(kRoots.begin(), kRoots.end(), root_of(head).name) != kRoots.end();
}

bool is_newsml1(std::string_view head) {
  return root_of(head).name == "NewsML";
}

bool is_rcv1(std::string_view head) {
  return root_of(head).name == "newsitem";
}

bool is_rss(std::string_view head) {
  const Root root = root_of(head);
  if (root.name == "rss") return true;
  // A namespace may be declared on any element.
  return root.name == "RDF" &&
         (has(head, "purl.org/rss/") || has(head, "netscape.com/rdf/simple") ||
          has(head, "purl.org/net/rss1.1#"));
}

bool is_atom(std::string_view head) {
  const Root root = root_of(head);
  if (root.name != "feed" && root.name != "entry") return false;
  return has(head, "www.w3.org/2005/Atom") || has(head, "purl.org/atom/ns#") ||
         (root.name == "feed" && has(head, "<entry") && has(head, "<title"));
}

}  // namespace dateline::xml
