// SPDX-License-Identifier: GPL-2.0-or-later
// CSV by RFC 4180, and TSV, which has no quotes: its cells are one line without tabs.
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/export/formats/fields.h"
#include "searcher/export/formats/formats.h"
#include "searcher/render/cell.h"

#include <nlohmann/json.hpp>

namespace dateline::formats_of_export {
namespace {

const std::vector<std::string>& columns(const Feed& feed) {
  return feed.fields.empty() ? table_columns() : feed.fields;
}

/// The row with `cell` of each column's name.
template <typename Cell>
void add_row(const Feed& feed, char separator, std::string_view line_end, Cell cell,
             std::string& out) {
  bool is_first = true;
  for (const std::string& column : columns(feed)) {
    if (!is_first) out += separator;
    is_first = false;
    out += cell(column);
  }
  out += line_end;
}

/// By which spreadsheets know that it is UTF-8.
void add_mark(const Feed& feed, std::string& out) {
  if (feed.has_mark) out += "\xEF\xBB\xBF";
}

const std::string& name_of_column(const std::string& column) {
  return column;
}

}  // namespace

void begin_csv(const Feed& feed, std::string& out) {
  add_mark(feed, out);
  add_row(feed, ',', "\r\n", name_of_column, out);
}

void add_csv(const Feed& feed, std::string_view record, std::string& out) {
  const Json article = json_of(record);
  const auto cell = [&](const std::string& column) {
    return csv_cell(printable(field_text(article, column)));
  };
  add_row(feed, ',', "\r\n", cell, out);
}

void begin_tsv(const Feed& feed, std::string& out) {
  add_mark(feed, out);
  add_row(feed, '\t', "\n", name_of_column, out);
}

void add_tsv(const Feed& feed, std::string_view record, std::string& out) {
  const Json article = json_of(record);
  const auto cell = [&](const std::string& column) {
    return no_formula(printable_line(field_text(article, column)));
  };
  add_row(feed, '\t', "\n", cell, out);
}

}  // namespace dateline::formats_of_export
