// SPDX-License-Identifier: GPL-2.0-or-later
// Empty archives.
#pragma once

#include "common/archive/manifest.h"

#include <filesystem>

namespace dateline {

/// Makes an empty archive, which survives a power cut. False where there is an archive already, or
/// another process makes it at the same time. Throws Error (Missing) where something else is.
bool make_archive(const std::filesystem::path& archive, ShardBy shard_by);

/// The same, and throws Error (Usage) where there is an archive already.
void create(const std::filesystem::path& archive, ShardBy shard_by);

}  // namespace dateline
