// SPDX-License-Identifier: GPL-2.0-or-later
// Which articles of an archive are those that files hold.
#pragma once

#include "common/archive/archive.h"
#include "common/archive/lookup.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dateline::commands {

struct InFiles {
  std::vector<Located> found;         ///< some perhaps more than once
  std::vector<std::string> problems;  ///< files that cannot be read
  std::vector<std::string> gone;      ///< files that do not exist any more, sorted
};

/// Those in the files at `paths`, with those in directories: what `add` found in them, whether they
/// still exist or not; other files are read, as `add` reads them without options. Throws ShardDown.
InFiles articles_in_files(const Archive& archive, const std::vector<std::filesystem::path>& paths);

/// Those that `add` found in files that do not exist any more, and in no other. Throws ShardDown.
InFiles articles_of_missing_files(const Archive& archive);

}  // namespace dateline::commands
