// SPDX-License-Identifier: GPL-2.0-or-later
// BibTeX: @article entries with ASCII keys. BibTeX counts braces even where TeX would not, so none
// in a text may reach it.
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "common/text/ascii.h"
#include "common/text/url.h"
#include "searcher/export/formats/fields.h"
#include "searcher/export/formats/formats.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <xxhash.h>

namespace dateline::formats_of_export {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

std::string bibtex_text(std::string_view text) {
  std::string out;
  for (const char c : printable_line(text)) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '{':
        out += "\\textbraceleft{}";
        break;
      case '}':
        out += "\\textbraceright{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '$':
      case '%':
      case '&':
      case '#':
      case '_':
        out += '\\';
        [[fallthrough]];
      default:
        out += c;
    }
  }
  return out;
}

/// An address as it is: \\url takes it so, and styles print it by that. Only what BibTeX itself
/// counts or TeX would run is percent-encoded.
std::string verbatim(const std::string& url) {
  std::string out;
  for (const char c : url) {
    if (c == '{' || c == '}' || c == '\\') {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

/// As the article gives it: in braces, so that BibTeX does not guess which part is the family name.
/// One with a comma says that itself, unless it has more commas than BibTeX knows, or an "and".
std::string name(const std::string& author) {
  const std::string small = ascii::lower(author);
  const bool is_sorted = std::count(small.begin(), small.end(), ',') == 1 &&
                         (" " + small + " ").find(" and ") == std::string::npos;
  return is_sorted ? bibtex_text(author) : "{" + bibtex_text(author) + "}";
}

void add_field(std::string_view key, const std::string& value, std::string& out) {
  if (!value.empty()) out += fmt::format("  {} = {{{}}},\n", key, value);
}

}  // namespace

void add_bibtex(const Feed& /*feed*/, std::string_view record, std::string& out) {
  const Article a = article_from_record(record);
  // From the id alone, so that a key in a manuscript survives a corrected date or headline.
  out += fmt::format("@article{{dateline-{:016x},\n", XXH3_64bits(a.id.data(), a.id.size()));
  std::vector<std::string> names;
  for (const std::string& author : a.authors) names.push_back(name(author));
  add_field("author", fmt::format("{}", fmt::join(names, " and ")), out);
  // Braces within keep capitals as they are.
  if (!a.headline.empty()) add_field("title", "{" + bibtex_text(a.headline) + "}", out);
  add_field("journal", bibtex_text(a.source), out);
  const Date& date = a.published.date;
  if (date.known()) {
    add_field("year", fmt::format("{:04}", date.year), out);
    if (date.month != 0) {
      out += fmt::format("  month = {},\n", kMonths.at(static_cast<std::size_t>(date.month) - 1));
    }
    add_field("date", iso(date).substr(0, 10), out);
  }
  add_field("url", verbatim(web_link(a.url)), out);
  add_field("language", bibtex_text(language_of(a)), out);
  add_field("keywords", bibtex_text(fmt::format("{}", fmt::join(a.tags, ", "))), out);
  add_field("note", bibtex_text(note_of(a)), out);
  add_field("dateline-id", bibtex_text(a.id), out);
  add_field("abstract", bibtex_text(a.body), out);
  out += "}\n\n";
}

}  // namespace dateline::formats_of_export
