// SPDX-License-Identifier: GPL-2.0-or-later
// What formats on top of JSON share: the loop over objects, and rejects for anything else.
#pragma once

#include "indexer/readers/base/fields.h"
#include "indexer/readers/base/reader.h"
#include "indexer/readers/json/elements.h"

#include <memory>
#include <string>

#include <simdjson.h>

namespace dateline {

/// Stores the fields of an article. Returns why the object is not one, or nothing. Reads the object
/// to its end; throws simdjson::simdjson_error.
using JsonArticle = std::string (*)(simdjson::ondemand::document& document, const Mapping* mapping,
                                    FieldCollector& fields);

/// Reads each element as an article.
std::unique_ptr<Reader> read_json(std::unique_ptr<JsonElements> elements,
                                  const ReaderOptions& options, JsonArticle article);

std::unique_ptr<Reader> open_json_lines(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_json(Input& input, const ReaderOptions& options);

}  // namespace dateline
