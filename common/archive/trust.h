// SPDX-License-Identifier: GPL-2.0-or-later
// Which archives this user has made or trusted.
//
// An archive is a directory that people send each other, and it asks for things: alerts write files
// and run commands, shards on servers have this machine connect to others. Both are done for an
// archive that its user made or trusted, and for no other. Neither its content nor the owner of its
// files proves that; it is remembered elsewhere, by UUID and place:
//
//   $XDG_STATE_HOME/dateline/trust     a line per archive: its UUID, a space, its path without
//   links;
//                                      ~/.local/state stands for XDG_STATE_HOME where that is unset
//   /etc/dateline/trust                the same, by an administrator for all users of the machine
//
// So a copy of it, or another archive at its place, is not trusted.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

struct TrustedArchive {
  std::string uuid;
  std::filesystem::path place;  ///< absolute, without links
};

/// Counts only while it belongs to root and nobody else may write to it.
inline constexpr const char* kMachineTrust = "/etc/dateline/trust";

/// Has this user made or trusted the archive, or does the file `machine` trust it for all users? No
/// if that cannot be read.
bool is_trusted(const std::filesystem::path& archive, const std::string& uuid,
                const std::filesystem::path& machine = kMachineTrust);

/// Remembers the archive, replacing any other at its place. Throws Error (Machine, Usage).
void trust(const std::filesystem::path& archive, const std::string& uuid);

/// No longer trusts the archive at that place; false when it was not trusted. An archive that is
/// gone can be forgotten as well. Throws Error (Machine).
bool forget_trust(const std::filesystem::path& archive);

/// What this user made or trusted, latest last. Throws Error (Machine).
std::vector<TrustedArchive> trusted_archives();

/// The command that trusts it, for a shell.
std::string trust_command(const std::filesystem::path& archive);

}  // namespace dateline
