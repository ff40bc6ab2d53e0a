// SPDX-License-Identifier: GPL-2.0-or-later
// Tables of articles.
#pragma once

#include "indexer/readers/base/reader.h"

#include <memory>
#include <string_view>

namespace dateline {

/// True when the first record names, by usual names, at least two fields of an article, and a
/// headline or text among them.
bool is_csv(std::string_view head);

std::unique_ptr<Reader> open_csv(Input& input, const ReaderOptions& options);

}  // namespace dateline
