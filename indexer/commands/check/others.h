// SPDX-License-Identifier: GPL-2.0-or-later
// What is in an archive's directory beside what its manifest names.
#pragma once

#include "common/archive/manifest.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dateline::commands {

/// Throws Error (Damaged), with the line, unless the log of what was rejected can be read.
void verify_rejects(const std::filesystem::path& archive);

/// A line for each file or directory that is no part of the archive, or of another revision than
/// `manifest`. Throws Error (Machine).
std::vector<std::string> others_in(const std::filesystem::path& archive, const Manifest& manifest);

}  // namespace dateline::commands
