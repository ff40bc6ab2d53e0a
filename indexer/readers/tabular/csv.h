// SPDX-License-Identifier: GPL-2.0-or-later
// Tables of articles.
#pragma once

#include "indexer/readers/base/reader.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// True if the first record has usual names of at least two article fields, including a headline or
/// text.
bool is_csv(std::string_view head);

/// The columns of a table whose first record names none of an article's fields, or not enough of
/// them; empty if `head` is no table, in which several records have as many cells.
std::vector<std::string> unknown_columns(std::string_view head);

std::unique_ptr<Reader> open_csv(Input& input, const ReaderOptions& options);

}  // namespace dateline
