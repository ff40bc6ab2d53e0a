// SPDX-License-Identifier: GPL-2.0-or-later
// Dates that programs write as objects and arrays of JSON.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// What a date is that was written as an object or an array: {"$date":{"$numberLong":"…"}} of
/// MongoDB, {"_seconds":…} of Firestore, {"epochSecond":…} and [2019,12,13,10,15] of Java,
/// {"date":"…","timezone":"…"} of PHP, {"year":…,"month":…,"day":…}. Of anything else the JSON
/// itself, so that it can be shown; empty if it holds nothing.
std::string date_text(std::string_view json);

}  // namespace dateline
