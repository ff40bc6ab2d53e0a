// SPDX-License-Identifier: GPL-2.0-or-later
// The fields of an article that can be picked and ordered: the keys of its record.
#pragma once

#include "common/fields/record.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// In the order used when none are picked.
const std::vector<std::string>& export_fields();

/// What is derived from `published`, for tables: a day, if it is known, as spreadsheets and pandas
/// read it; the time, the zone, and how precise it is.
inline constexpr const char* kDayColumn = "published_day";
inline constexpr const char* kTimeColumn = "published_time";
inline constexpr const char* kZoneColumn = "published_zone";
inline constexpr const char* kPrecisionColumn = "published_precision";

/// The fields, and these after `published`: all that can be picked, and the columns of a table
/// where none are.
const std::vector<std::string>& table_columns();

/// The names in "a,b,c". Throws Error (Usage) for one that does not exist, or is named twice.
std::vector<std::string> read_fields(std::string_view list);

/// The record as JSON, with the derived fields. Throws Error (Damaged).
Json json_of(std::string_view record);

/// A field as text, several values joined by "; "; empty if the article does not state it.
std::string field_text(const Json& article, const std::string& field);

/// The language, unless it is undetermined.
std::string language_of(const Article& article);

/// A note on what else is known: how the date is known, who is credited, dateline's place, flags.
std::string note_of(const Article& article);

}  // namespace dateline
