// SPDX-License-Identifier: GPL-2.0-or-later
// The structure of a database, as libxapian sees it.
#pragma once

#include <filesystem>

namespace dateline {

/// Throws disk::Damaged unless libxapian finds the database at `path` sound. It runs in a separate
/// process, because it may crash on damaged or forged data. Only for a process without other
/// threads. Also throws Error (Machine).
void check_structure(const std::filesystem::path& path);

}  // namespace dateline
