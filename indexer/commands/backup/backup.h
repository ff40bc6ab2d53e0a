// SPDX-License-Identifier: GPL-2.0-or-later
// backup: a copy of an archive that is itself one.
//
// DEST has the layout of the archive at the copied revision. Published files never change, so what
// DEST already has is not copied again. `revisions/N.json` is the manifest of a kept older
// revision: copying it to archive.json turns DEST into that revision.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline::commands {

/// In a backup, the manifests of older revisions.
inline constexpr const char* kRevisionsName = "revisions";

struct BackupOptions {
  std::filesystem::path archive;
  std::filesystem::path destination;
  unsigned keep = 0;  ///< older revisions that stay restorable
  std::chrono::milliseconds lock_timeout{0};
};

struct BackupSummary {
  std::uint64_t revision = 0;
  std::uint64_t articles = 0;
  std::uint64_t copied_files = 0;
  std::uint64_t copied_bytes = 0;
  std::uint64_t present_files = 0;  ///< which the destination had already
  std::uint64_t present_bytes = 0;
  std::vector<std::string> served;       ///< shards on servers, which are not copied
  std::vector<std::uint64_t> revisions;  ///< older ones that are kept, in order
};

/// Copies one revision, whatever a writer does meanwhile; each file is compared with its checksum
/// as it is copied. The destination is published by one rename at the end: interrupted, it is the
/// backup it was. Throws Error: Usage if the destination is not a backup of this archive, Damaged
/// if a file of the archive has changed since it was written.
BackupSummary back_up(const BackupOptions& options);

/// How a backup compares with the archive.
struct BackupComparison {
  std::uint64_t revision = 0;  ///< of the backup
  std::uint64_t behind = 0;    ///< revisions
};

/// Throws Error (Usage) if `backup` is not a backup of the archive. The backup's content is not
/// read; `check` does that.
BackupComparison compare_backup(const std::filesystem::path& archive,
                                const std::filesystem::path& backup);

}  // namespace dateline::commands
