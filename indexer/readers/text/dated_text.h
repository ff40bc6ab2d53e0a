// SPDX-License-Identifier: GPL-2.0-or-later
// Plain text of articles that each begin with a line of date and headline.
#pragma once

#include "indexer/readers/base/reader.h"

#include <memory>
#include <string_view>

namespace dateline {

/// True when `line` starts such an article: an optional blank, `date `, and something that looks
/// like a date.
bool starts_dated_text(std::string_view line);

std::unique_ptr<Reader> open_dated_text(Input& input, const ReaderOptions& options);

}  // namespace dateline
