// SPDX-License-Identifier: GPL-2.0-or-later
// RIS: lines of a tag, two spaces, a hyphen, a space and a value, which has no line breaks.
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "common/text/url.h"
#include "searcher/export/formats/fields.h"
#include "searcher/export/formats/formats.h"

#include <fmt/format.h>

namespace dateline::formats_of_export {
namespace {

void add_line(std::string_view tag, const std::string& value, std::string& out) {
  if (value.empty()) return;
  out += tag;
  out += "  - " + printable_line(value) + "\r\n";
}

/// YYYY/MM/DD/, with unknown parts empty.
std::string ris_date(const Date& date) {
  if (!date.known()) return "";
  const auto two = [](int part) { return part == 0 ? std::string() : fmt::format("{:02}", part); };
  return fmt::format("{:04}/{}/{}/", date.year, two(date.month), two(date.day));
}

}  // namespace

void add_ris(const Feed& feed, std::string_view record, std::string& out) {
  const Article a = article_from_record(record);
  out += "TY  - NEWS\r\n";
  add_line("ID", a.id, out);
  add_line("TI", a.headline, out);
  for (const std::string& author : a.authors) add_line("AU", author, out);
  add_line("T2", a.source, out);
  const Date& date = a.published.date;
  if (date.known()) add_line("PY", fmt::format("{:04}", date.year), out);
  add_line("DA", ris_date(date), out);
  add_line("SE", a.section, out);
  add_line("SP", fmt::format("{}", fmt::join(a.pages, ", ")), out);
  for (const std::string& tag : a.tags) add_line("KW", tag, out);
  add_line("LA", language_of(a), out);
  add_line("UR", web_link(a.url), out);
  add_line("DB", "Dateline archive " + feed.archive, out);
  add_line("N1", note_of(a), out);
  add_line("AB", a.body, out);
  out += "ER  - \r\n\r\n";
}

}  // namespace dateline::formats_of_export
