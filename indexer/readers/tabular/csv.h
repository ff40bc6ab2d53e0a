// SPDX-License-Identifier: GPL-2.0-or-later
// Tables of articles.
#pragma once

#include "indexer/readers/base/reader.h"

#include <memory>
#include <string_view>

namespace dateline {

/// True if the first record has usual names of at least two article fields, including a headline or
/// text.
bool is_csv(std::string_view head);

std::unique_ptr<Reader> open_csv(Input& input, const ReaderOptions& options);

}  // namespace dateline
