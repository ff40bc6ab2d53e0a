// SPDX-License-Identifier: GPL-2.0-or-later
// Empty archives.
#pragma once

#include "common/archive/manifest.h"

#include <filesystem>

namespace dateline::commands {

/// Creates an empty archive, which survives a power cut. False if there already is an archive, or
/// another process creates it at the same time. Throws Error (Missing) if something else is there.
bool make_archive(const std::filesystem::path& archive, ShardBy shard_by);

/// The same, but throws Error (Usage) if there already is an archive.
void create(const std::filesystem::path& archive, ShardBy shard_by);

}  // namespace dateline::commands
