// SPDX-License-Identifier: GPL-2.0-or-later
// A row of a workbook on its way to it: its cells, as a JSON array of texts.
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/export/formats/fields.h"
#include "searcher/export/formats/formats.h"

#include <nlohmann/json.hpp>

namespace dateline::formats_of_export {

void add_xlsx_row(const Feed& feed, std::string_view record, std::string& out) {
  const Json article = json_of(record);
  Json cells = Json::array();
  for (const std::string& column : feed.fields.empty() ? table_columns() : feed.fields) {
    cells.push_back(printable(field_text(article, column)));
  }
  out += dump(cells);
}

}  // namespace dateline::formats_of_export
