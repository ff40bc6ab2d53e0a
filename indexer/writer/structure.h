// SPDX-License-Identifier: GPL-2.0-or-later
// The structure of a database, as libxapian sees it.
#pragma once

#include <filesystem>

namespace dateline {

/// Throws disk::Damaged unless libxapian finds the database at `path` sound. It looks in a process
/// of its own, because it may crash on what is damaged or made up. For a process that has no other
/// threads. Throws Error (Machine), too.
void check_structure(const std::filesystem::path& path);

}  // namespace dateline
