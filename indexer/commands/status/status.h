// SPDX-License-Identifier: GPL-2.0-or-later
// What is in an archive.
#pragma once

#include <filesystem>
#include <string>

namespace dateline::commands {

/// Articles, shards, sources, span of dates and size, the last run and alerts; as text for people
/// or as JSON.
std::string status(const std::filesystem::path& archive, bool as_json);

}  // namespace dateline::commands
