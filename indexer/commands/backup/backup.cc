// SPDX-License-Identifier: GPL-2.0-or-later
// Files first, the manifest last; what no kept manifest names is removed at the end.
#include "indexer/commands/backup/backup.h"

#include "common/archive/layout.h"
#include "common/archive/manifest.h"
#include "common/archive/saved_searches.h"
#include "common/disk/file.h"
#include "common/disk/lock.h"
#include "common/disk/sums.h"
#include "common/errors/errors.h"
#include "indexer/writer/sweep.h"
#include "indexer/writer/unfinished.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

/// A writer that keeps publishing while files are copied removes what it replaced; what was already
/// copied stays copied, so each round has less to do.
constexpr int kRounds = 100;

constexpr const char* kRestored =
    "the archive was restored from an older backup: start a new one in another directory";

/// All files that a manifest names, by their paths in the archive.
std::map<std::string, disk::FileSum> files_of(const Manifest& manifest) {
  std::map<std::string, disk::FileSum> files;
  for (const Shard& shard : manifest.shards) {
    for (const Segment& segment : shard.segments) {
      for (const disk::FileSum& file : segment.files) {
        files.emplace(segment.path + "/" + file.name, file);
      }
    }
  }
  for (const disk::FileSum& file : manifest.files) files.emplace(file.name, file);
  return files;
}

fs::path revision_file(const fs::path& backup, std::uint64_t revision) {
  return backup / kRevisionsName / fmt::format("{}.json", revision);
}

/// Older revisions that a backup keeps, the oldest first.
std::vector<Manifest> older_revisions(const fs::path& backup) {
  std::vector<Manifest> older;
  if (!fs::is_directory(fs::symlink_status(backup / kRevisionsName))) return older;
  for (const fs::directory_entry& entry : fs::directory_iterator(backup / kRevisionsName)) {
    if (entry.path().extension() == ".json") older.push_back(read_manifest_file(entry.path()));
  }
  std::sort(older.begin(), older.end(),
            [](const Manifest& a, const Manifest& b) { return a.revision < b.revision; });
  return older;
}

/// Throws if one is not a backup of the other, or has something that the other never had.
void check_related(const Manifest& archive, const Manifest& backup, const fs::path& path) {
  if (backup.uuid != archive.uuid) {
    throw Error(Code::Usage, fmt::format("{} holds another archive", path.string()),
                "name a backup of this archive, an empty directory or a new one");
  }
  if (backup.revision > archive.revision) {
    throw Error(Code::Usage,
                fmt::format("{} has revision {}, but the archive only {}", path.string(),
                            backup.revision, archive.revision),
                kRestored);
  }
}

class Backup {
 public:
  explicit Backup(const BackupOptions& options) : from_(options.archive), options_(options) {}

  BackupSummary run() {
    Manifest manifest = read_manifest(from_);
    prepare(manifest);
    const disk::WriteLock lock(options_.destination, options_.lock_timeout);
    for (int round = 1;; ++round) {
      try {
        copy(manifest);
        break;
      } catch (const Error&) {
        Manifest now = read_manifest(from_);
        if (now.revision == manifest.revision || round == kRounds) throw;
        manifest = std::move(now);
      }
    }
    copy_unpublished();
    publish(manifest);
    return std::move(summary_);
  }

 private:
  [[nodiscard]] const fs::path& to() const { return options_.destination; }

  /// Creates the destination, or reads its content.
  void prepare(const Manifest& manifest) {
    std::error_code unknown;
    if (fs::exists(to()) && fs::equivalent(from_, to(), unknown)) {
      throw Error(Code::Usage, "an archive cannot be backed up into itself");
    }
    if (!is_archive(to())) {
      const Unfinished first = unfinished(manifest);
      if (!first.may_begin()) {
        throw Error(Code::Usage, fmt::format("{} is not a backup", to().string()),
                    "name a backup of this archive, an empty directory or a new one");
      }
      first.begin();
      return;
    }
    refuse_links(to());
    current_ = read_manifest(to());
    check_related(manifest, *current_, to());
    for (const auto& [path, file] : files_of(*current_)) known_.emplace(path, file);
    for (const Manifest& older : older_revisions(to())) {
      for (const auto& [path, file] : files_of(older)) known_.emplace(path, file);
    }
  }

  /// The destination until the first backup is complete.
  [[nodiscard]] Unfinished unfinished(const Manifest& manifest) const {
    return {to(), "backup.unfinished", manifest.uuid};
  }

  void copy(const Manifest& manifest) {
    summary_ = BackupSummary();
    summary_.revision = manifest.revision;
    summary_.articles = manifest.articles();
    for (const Shard& shard : manifest.shards) {
      if (shard.served) summary_.served.push_back(shard.name);
    }
    std::set<fs::path> directories;
    for (const auto& [path, file] : files_of(manifest)) {
      if (has(path, file)) {
        ++summary_.present_files;
        summary_.present_bytes += file.size;
        continue;
      }
      const fs::path copied = to() / path;
      disk::make_directories(copied.parent_path());
      disk::copy_durably(from_ / path, copied, file);
      directories.insert(copied.parent_path());
      known_.emplace(path, file);
      ++summary_.copied_files;
      summary_.copied_bytes += file.size;
    }
    for (const fs::path& directory : directories) disk::sync_directory(directory);
  }

  /// Does the destination already have that file? One that none of its manifests names is read to
  /// decide.
  [[nodiscard]] bool has(const std::string& path, const disk::FileSum& file) const {
    const auto known = known_.find(path);
    if (known != known_.end() && known->second != file) {
      throw Error(Code::Usage, fmt::format("{} holds another {}", to().string(), path), kRestored);
    }
    std::error_code unknown;
    const fs::path there = to() / path;
    if (!fs::is_regular_file(fs::symlink_status(there, unknown)) ||
        fs::file_size(there, unknown) != file.size) {
      return false;
    }
    return known != known_.end() || disk::sum_file(there, file.name) == file;
  }

  /// Saved searches, alerts' records of deliveries, and rejects are not part of a revision.
  void copy_unpublished() {
    std::set<fs::path> wanted;
    for (const fs::path& file : alert_files(from_)) {
      disk::make_directories((to() / file).parent_path());
      disk::replace_file(to() / file, read_alert_file(from_ / file));
      wanted.insert(file);
    }
    for (const fs::path& file : alert_files(to())) {
      if (!wanted.contains(file)) disk::remove_file(to() / file);
    }
    for (const char* name : {kRejectsName, kIgnoredName, kLastRunName}) {
      if (fs::exists(from_ / name)) disk::replace_file(to() / name, disk::read_file(from_ / name));
    }
  }

  void publish(const Manifest& manifest) {
    std::vector<Manifest> older = older_revisions(to());
    const bool is_new = !current_ || current_->revision != manifest.revision;
    if (current_ && is_new && options_.keep != 0) {
      disk::make_directories(to() / kRevisionsName);
      write_manifest_file(revision_file(to(), current_->revision), *current_);
      // A backup interrupted right here has already kept it.
      std::erase_if(older, [&](const Manifest& one) { return one.revision == current_->revision; });
      older.push_back(*current_);
    }
    std::optional<PublishedBut> late;
    if (is_new) late = write_manifest(to(), manifest);
    drop_oldest(older);
    for (const Manifest& one : older) summary_.revisions.push_back(one.revision);
    sweep(to(), manifest.revision, older);
    unfinished(manifest).end(manifest.revision, late);
  }

  /// Leaves only those to be kept.
  void drop_oldest(std::vector<Manifest>& older) const {
    if (older.size() <= options_.keep) return;
    while (older.size() > options_.keep) {
      fs::remove(revision_file(to(), older.front().revision));
      older.erase(older.begin());
    }
    // No revision may come back after a power cut without its files, which are swept next.
    disk::sync_directory(to() / kRevisionsName);
  }

  fs::path from_;
  const BackupOptions& options_;
  std::optional<Manifest> current_;             ///< of the destination
  std::map<std::string, disk::FileSum> known_;  ///< what the destination's manifests name
  BackupSummary summary_;
};

}  // namespace

BackupSummary back_up(const BackupOptions& options) {
  return Backup(options).run();
}

BackupComparison compare_backup(const fs::path& archive, const fs::path& backup) {
  const Manifest here = read_manifest(archive);
  const Manifest there = read_manifest(backup);
  check_related(here, there, backup);
  return {there.revision, here.revision - there.revision};
}

}  // namespace dateline::commands
