// SPDX-License-Identifier: GPL-2.0-or-later
// Every name is known, or reported.
#include "indexer/commands/check/others.h"

#include "common/archive/layout.h"
#include "common/archive/saved_searches.h"
#include "common/disk/directory.h"
#include "common/disk/lock.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "indexer/commands/backup/backup.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::string_view, 9> kFiles = {
    kManifestName,   kCopyName,       kStubName,    kUnfinishedManifest, kUnfinishedCopy,
    kUnfinishedStub, disk::kLockName, kIgnoredName, kLastRunName};

class Others {
 public:
  Others(const fs::path& archive, const Manifest& manifest)
      : archive_(archive), root_(archive), keeps_older_(root_.below(kRevisionsName).has_value()) {
    const std::vector<std::string> beside = files_beside_shards(manifest);
    named_.insert(beside.begin(), beside.end());
    for (const Shard& shard : manifest.shards) {
      for (const Segment& segment : shard.segments) named_.insert(segment.path);
    }
    try {
      for (const fs::path& file : alert_files(archive)) named_.insert(file.string());
    } catch (const Error&) {
      // Damaged: that was reported.
    }
  }

  std::vector<std::string> all() {
    for (const disk::Entry& entry : root_.entries()) {
      if (entry.kind == disk::Kind::Directory) {
        look_into(entry.name);
      } else if (std::ranges::find(kFiles, entry.name) == kFiles.end() &&
                 !entry.name.starts_with(kRejectsName)) {
        add_strange(entry.name);
      }
    }
    return std::move(lines_);
  }

 private:
  void look_into(const std::string& name) {
    if (name == kSourcesName) return look_below(name, is_sources_name);
    if (name == kDeletedName) return look_below(name, is_deleted_name);
    if (name == kStoriesDirectory) return look_below(name, is_stories_name);
    if (name == kShardsName) return look_at_shards();
    if (name == kAlertsDirectory) return look_at_alerts();
    if (name == kScratchName) return add_unused(name);
    if (name != kRevisionsName) add_strange(name);
  }

  /// `is_ours` says which names writers give.
  template <typename IsOurs>
  void look_below(const std::string& directory, IsOurs is_ours) {
    const auto opened = disk::Directory(archive_ / directory);
    for (const disk::Entry& entry : opened.entries()) {
      const std::string path = directory + "/" + entry.name;
      if (named_.contains(path)) continue;
      is_ours(entry.name) ? add_unused(path) : add_strange(path);
    }
  }

  void look_at_shards() {
    const auto shards = disk::Directory(archive_ / kShardsName);
    for (const disk::Entry& entry : shards.entries()) {
      const std::string path = fmt::format("{}/{}", kShardsName, entry.name);
      if (entry.kind == disk::Kind::Directory && is_shard_name(entry.name)) {
        look_below(path, is_segment_name);
      } else {
        add_strange(path);
      }
    }
  }

  void look_at_alerts() {
    const auto alerts = disk::Directory(archive_ / kAlertsDirectory);
    for (const disk::Entry& entry : alerts.entries()) {
      const std::string path = fmt::format("{}/{}", kAlertsDirectory, entry.name);
      if (entry.name == kDeliveredDirectory && entry.kind == disk::Kind::Directory) {
        look_below(path, [](const std::string&) { return false; });
      } else if (!named_.contains(path) && entry.name != disk::kLockName) {
        add_strange(path);
      }
    }
  }

  void add_strange(const std::string& path) {
    lines_.push_back(path + " is no part of the archive, and was not checked");
  }

  void add_unused(const std::string& path) {
    if (keeps_older_) return;
    lines_.push_back(path +
                     " is not in use: a command is writing it, or left it when it was "
                     "interrupted, and the next that writes removes it");
  }

  fs::path archive_;
  disk::Directory root_;
  bool keeps_older_;             ///< a backup, with other revisions
  std::set<std::string> named_;  ///< by the manifest, or saved searches
  std::vector<std::string> lines_;
};

}  // namespace

void verify_rejects(const fs::path& archive) {
  const fs::path path = archive / kRejectsName;
  const auto damaged = [&](const std::string& what) {
    return Error(Code::Damaged,
                 what +
                     "; no article is concerned: move the file away, and the next "
                     "run begins a new one",
                 "");
  };
  const fs::file_type type = fs::symlink_status(path).type();
  if (type == fs::file_type::not_found) return;
  if (type != fs::file_type::regular) throw damaged("it is not a regular file");
  std::ifstream file(path);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    // The last line may be being written.
    if (file.eof()) break;
    if (!Json::accept(line)) throw damaged(fmt::format("line {} is not JSON", number));
  }
}

std::vector<std::string> others_in(const fs::path& archive, const Manifest& manifest) {
  return Others(archive, manifest).all();
}

}  // namespace dateline::commands
