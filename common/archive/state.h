// SPDX-License-Identifier: GPL-2.0-or-later
// Where this user's programs keep what is not part of any archive.
#pragma once

#include <filesystem>

namespace dateline {

/// The value of an environment variable that names a directory, by the XDG Base Directory
/// Specification: relative paths do not count. Empty where there is none.
std::filesystem::path directory_in_environment(const char* name);

/// `$XDG_STATE_HOME/dateline`, or ~/.local/state/dateline where that is unset; empty where there is
/// no home either. It need not exist.
std::filesystem::path state_directory();

/// Creates the directory, for its owner only, if it is missing. Throws Error (Machine).
void make_private_directory(const std::filesystem::path& directory);

}  // namespace dateline
