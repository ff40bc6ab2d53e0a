// SPDX-License-Identifier: GPL-2.0-or-later
// A record is the line: it is parsed only if fields are picked.
#include "common/fields/record.h"
#include "searcher/export/formats/fields.h"
#include "searcher/export/formats/formats.h"

#include <nlohmann/json.hpp>

namespace dateline::formats_of_export {

void add_json_line(const Feed& feed, std::string_view record, std::string& out) {
  if (feed.fields.empty()) {
    out += record;
  } else {
    Json article = json_of(record);
    Json picked = Json::object();
    for (const std::string& field : feed.fields) {
      if (article.contains(field)) picked[field] = std::move(article[field]);
    }
    out += dump(picked);
  }
  out += '\n';
}

}  // namespace dateline::formats_of_export
