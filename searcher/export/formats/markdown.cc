// SPDX-License-Identifier: GPL-2.0-or-later
// CommonMark: a heading, a list of fields, the body as paragraphs. Text is escaped, so that it
// reads as written and is not markup, HTML or an image.
#include "common/text/markdown.h"

#include "common/terminal/terminal.h"
#include "common/text/paragraphs.h"
#include "common/text/url.h"
#include "searcher/export/formats/fields.h"
#include "searcher/export/formats/formats.h"

#include <algorithm>
#include <string_view>

#include <nlohmann/json.hpp>

namespace dateline::formats_of_export {
namespace {

/// Paragraphs. A backslash keeps the lines apart that begin one.
std::string markdown_text(std::string_view text) {
  std::string out;
  for (const std::vector<std::string>& paragraph : text::paragraphs(text)) {
    if (!out.empty()) out += "\n\n";
    for (const std::string& line : paragraph) {
      if (&line != &paragraph.front()) out += "\\\n";
      out += markdown_line(printable(line));
    }
  }
  return out;
}

}  // namespace

void add_markdown(const Feed& feed, std::string_view record, std::string& out) {
  const Json article = json_of(record);
  const auto wants = [&](const std::string& field) {
    return feed.fields.empty() ||
           std::find(feed.fields.begin(), feed.fields.end(), field) != feed.fields.end();
  };
  const std::string headline = field_text(article, wants("headline") ? "headline" : "id");
  out += "## " + markdown_line(printable_line(headline)) + "\n\n";
  for (const std::string& field : feed.fields.empty() ? export_fields() : feed.fields) {
    const std::string given = field_text(article, field);
    const std::string text = field == "url" ? web_link(given) : given;
    if (field == "headline" || field == "body" || text.empty()) continue;
    out += "- " + markdown_line(field) + ": " + markdown_line(printable_line(text)) + "\n";
  }
  out += '\n';
  if (wants("body")) out += markdown_text(field_text(article, "body")) + "\n\n";
}

}  // namespace dateline::formats_of_export
