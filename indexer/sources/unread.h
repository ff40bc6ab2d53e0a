// SPDX-License-Identifier: GPL-2.0-or-later
// Files that were read, and of which something could not be taken.
#pragma once

#include "common/archive/manifest.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

struct UnreadFile {
  std::string path;           ///< absolute
  std::uint32_t rejects = 0;  ///< how much of it
};

/// Those that are still there, have not changed, and are not ignored. Throws Error (Damaged) and
/// disk::Damaged.
std::vector<UnreadFile> unread_files(const std::filesystem::path& archive,
                                     const Manifest& manifest);

}  // namespace dateline
