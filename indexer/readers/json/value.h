// SPDX-License-Identifier: GPL-2.0-or-later
// Text of JSON values, and the fields of an article in a JSON object.
#pragma once

#include "indexer/readers/base/fields.h"

#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

namespace dateline {

/// Text of a scalar as it is written; an object stands for its "value", "main", "text", "name", …
/// (schema.org's Person, a headline of the New York Times). Empty where there is none. Throws
/// simdjson::simdjson_error for what is not JSON.
std::string text_of(simdjson::ondemand::value value);

/// The texts in an array, or the single text.
std::vector<std::string> texts_of(simdjson::ondemand::value value);

/// Puts a value of any type.
void put_json(FieldCollector& fields, UsualName name, std::string_view found_in,
              simdjson::ondemand::value value);

}  // namespace dateline
