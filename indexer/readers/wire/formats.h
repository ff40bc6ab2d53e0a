// SPDX-License-Identifier: GPL-2.0-or-later
// The formats of wires: IPTC 7901 and ANPA 1312.
#pragma once

#include "indexer/readers/base/reader.h"

#include <memory>
#include <string_view>

namespace dateline {

/// Is `head` the beginning of such a file?
bool starts_iptc7901(std::string_view head);
bool starts_anpa1312(std::string_view head);

std::unique_ptr<Reader> open_iptc7901(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_anpa1312(Input& input, const ReaderOptions& options);

}  // namespace dateline
