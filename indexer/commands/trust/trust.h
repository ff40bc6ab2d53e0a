// SPDX-License-Identifier: GPL-2.0-or-later
// trust: which archives of others may deliver alerts and have servers asked.
#pragma once

#include "common/archive/manifest.h"

#include <filesystem>
#include <string>

namespace dateline::commands {

/// Trusts the archive. Returns what it may do from now on, for a terminal. Throws Error.
std::string trust_archive(const std::filesystem::path& archive);

/// What this user made or trusted, in the lines of /etc/dateline/trust, for a terminal. Throws
/// Error.
std::string trusted_lines();

/// Remembers that this user made the archive. If that is impossible, it says so on stderr.
void remember_made(const std::filesystem::path& archive, const Manifest& manifest);

}  // namespace dateline::commands
