// SPDX-License-Identifier: GPL-2.0-or-later
// The formats of SGML: Reuters-21578, and TREC's with its kin.
#pragma once

#include "indexer/readers/base/reader.h"

#include <memory>
#include <string_view>

namespace dateline {

/// Is `head` the beginning of such a file?
bool starts_reuters_21578(std::string_view head);
bool starts_trec(std::string_view head);

std::unique_ptr<Reader> open_reuters_21578(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_trec(Input& input, const ReaderOptions& options);

}  // namespace dateline
