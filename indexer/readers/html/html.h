// SPDX-License-Identifier: GPL-2.0-or-later
// A file that is one HTML page.
#pragma once

#include "indexer/readers/base/reader.h"

#include <memory>
#include <string_view>

namespace dateline {

/// True when `head` starts an HTML page: after comments and an XML declaration, a document type or
/// an element of HTML.
bool starts_html(std::string_view head);

std::unique_ptr<Reader> open_html(Input& input, const ReaderOptions& options);

}  // namespace dateline
