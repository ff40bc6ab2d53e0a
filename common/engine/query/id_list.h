// SPDX-License-Identifier: GPL-2.0-or-later
// Files of ids, one a line: for `id:@FILE`, and for all that confines a query to ids.
#pragma once

#include "common/engine/query/tree.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dateline::query {

/// The most ids of a file.
inline constexpr std::size_t kMaxIds = 100'000;

/// The ids in a file, each once; empty lines say nothing. "-" is standard input. Throws Error
/// (Usage) when it cannot be read, has none or too many.
std::vector<std::string> read_ids(const std::filesystem::path& file);

/// Articles that have one of these ids.
Node with_id_among(const std::vector<std::string>& ids);

}  // namespace dateline::query
