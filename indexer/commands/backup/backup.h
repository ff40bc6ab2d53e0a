// SPDX-License-Identifier: GPL-2.0-or-later
// backup: a copy of an archive that is itself one.
//
// DEST is laid out as the archive is, at the revision that it was copied from. Published files
// never change, so what DEST has already is not copied again. `revisions/N.json` is the manifest of
// an older revision that is kept: copied to archive.json, it makes DEST that revision.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

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
  std::vector<std::string> served;       ///< shards that servers have, which is not copied
  std::vector<std::uint64_t> revisions;  ///< older ones that are kept, in order
};

/// Copies one revision, whatever a writer does meanwhile; each file is compared with its checksum
/// as it is copied. The destination is published by one rename at the end: interrupted, it is the
/// backup it was. Throws Error: Usage where the destination is something else than a backup of this
/// archive, Damaged where a file of the archive is not as it was written.
BackupSummary back_up(const BackupOptions& options);

/// How a backup compares with the archive.
struct BackupComparison {
  std::uint64_t revision = 0;  ///< of the backup
  std::uint64_t behind = 0;    ///< revisions
};

/// Throws Error (Usage) where `backup` is no backup of the archive. What the backup holds is not
/// read; `check` does that.
BackupComparison compare_backup(const std::filesystem::path& archive,
                                const std::filesystem::path& backup);

}  // namespace dateline
