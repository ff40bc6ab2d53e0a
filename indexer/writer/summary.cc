// SPDX-License-Identifier: GPL-2.0-or-later
// Five members of the record.
#include "indexer/writer/summary.h"

#include "common/fields/record.h"

#include <nlohmann/json.hpp>

namespace dateline {

std::string summary_of(const Article& article) {
  Json json = Json::object();
  const auto put = [&](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
  };
  put("id", article.id);
  put("headline", article.headline);
  put("published", article.published.date.known() ? iso(article.published.date) : "");
  put("source", article.source);
  put("url", article.url);
  return dump(json);
}

}  // namespace dateline
