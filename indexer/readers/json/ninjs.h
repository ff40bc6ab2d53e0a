// SPDX-License-Identifier: GPL-2.0-or-later
// Recognising IPTC's ninjs.
#pragma once

#include "indexer/readers/base/reader.h"

#include <memory>
#include <string_view>

namespace dateline {

/// True for JSON that says it is ninjs, or has at least two keys that only ninjs has.
bool is_ninjs(std::string_view head);

std::unique_ptr<Reader> open_ninjs(Input& input, const ReaderOptions& options);

}  // namespace dateline
