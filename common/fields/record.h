// SPDX-License-Identifier: GPL-2.0-or-later
// The article as one line of JSON: what a segment, a copy for servers and the spool store.
//
//   {"id":…,"headline":…,"body":…,"published":"2019-12-13","published_evidence":"header",
//    "dateline_date":…,"stated_date":…,"ingested":…,"source":…,"agencies":[…],"place":…,
//    "authors":[…],"section":…,"tags":[…],"language":…,"url":…,"flags":[…]}
//
// Fields that the article does not state are left out. Dates are ISO 8601, as precise as known.
#pragma once

#include "common/fields/article.h"

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace dateline {

/// Keys are in the order above in every output that shows an article.
using Json = nlohmann::ordered_json;

/// The article as a JSON object.
Json to_json(const Article& article);

/// One line without a line break. Text that is not UTF-8 is repaired; it never throws.
std::string dump(const Json& json);

/// Indented by two spaces, with a final line break.
std::string dump_pretty(const Json& json);

/// The reverse of `dump(to_json(article))`. Throws disk::Damaged when `record` is not such a line.
Article article_from_record(std::string_view record);

}  // namespace dateline
