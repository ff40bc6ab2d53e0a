// SPDX-License-Identifier: GPL-2.0-or-later
// The formats that articles are read from, and telling which of them an input has.
#pragma once

#include "indexer/readers/base/reader.h"

#include <string_view>
#include <vector>

namespace dateline {

/// All of them, the more particular first: the first that recognises a file reads it.
const std::vector<Format>& formats();

/// Null when there is none of that name.
const Format* format_from_name(std::string_view name);

/// The format of what `input` holds, as a mapping says or else told by its content; null when it is
/// none of ours.
const Format* recognise(Input& input, const Mapping* mapping = nullptr);

}  // namespace dateline
