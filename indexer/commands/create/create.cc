// SPDX-License-Identifier: GPL-2.0-or-later
// A manifest that names nothing yet.
#include "indexer/commands/create/create.h"

#include "common/archive/layout.h"
#include "common/disk/directory.h"
#include "common/disk/file.h"
#include "common/disk/lock.h"
#include "common/errors/errors.h"
#include "indexer/commands/trust/trust.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include <fmt/format.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

/// An empty directory; or one with only what creating an archive leaves when interrupted or still
/// running.
bool may_become_archive(const fs::path& directory) {
  const std::vector<disk::Entry> entries = disk::Directory(directory).entries();
  return std::all_of(entries.begin(), entries.end(), [](const disk::Entry& entry) {
    return entry.kind == disk::Kind::File &&
           (entry.name == kUnfinishedManifest || entry.name == disk::kLockName);
  });
}

/// Creating an archive takes another process a moment.
constexpr std::chrono::seconds kMakingPatience{10};

}  // namespace

bool make_archive(const fs::path& archive, ShardBy shard_by) {
  if (is_archive(archive)) return false;
  if (archive.filename() == kManifestName && fs::is_regular_file(archive)) {
    static_cast<void>(read_any_manifest(archive));  // says whose it is
  }
  if (fs::exists(archive) && !(fs::is_directory(archive) && may_become_archive(archive))) {
    if (is_archive(archive)) return false;  // created in between
    if (fs::exists(archive / kCopyName)) static_cast<void>(read_any_manifest(archive));  // says why
    throw Error(Code::Missing, fmt::format("{} exists and is not an archive", archive.string()),
                "name an archive, an empty directory or a new one");
  }
  disk::make_directories(archive);
  const disk::WriteLock lock(archive, kMakingPatience);
  if (is_archive(archive)) return false;  // another process was faster
  const Manifest manifest = new_manifest(shard_by);
  const auto late = write_manifest(archive, manifest);
  remember_made(archive, manifest);
  if (late) throw *late;
  return true;
}

void create(const fs::path& archive, ShardBy shard_by) {
  if (make_archive(archive, shard_by)) return;
  throw Error(Code::Usage, fmt::format("{} is an archive already", archive.string()),
              "add articles to it with: dateline-index add " + archive.string() + " PATH...");
}

}  // namespace dateline::commands
