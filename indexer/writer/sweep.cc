// SPDX-License-Identifier: GPL-2.0-or-later
// All removals go through descriptors of directories, which follow no links.
#include "indexer/writer/sweep.h"

#include "common/archive/layout.h"
#include "common/archive/manifest.h"
#include "common/disk/directory.h"
#include "common/disk/file.h"

#include <algorithm>
#include <set>

namespace dateline {
namespace fs = std::filesystem;
namespace {

using disk::Directory;
using disk::Entry;
using disk::Kind;

/// The paths that a manifest names, relative to the archive.
std::set<std::string> paths_in(const Manifest& manifest) {
  const std::vector<std::string> beside = files_beside_shards(manifest);
  std::set<std::string> paths(beside.begin(), beside.end());
  for (const Shard& shard : manifest.shards) {
    for (const Segment& segment : shard.segments) paths.insert(segment.path);
  }
  return paths;
}

/// A file, or a link in its place: removing a link leaves its target alone.
bool is_file(const Entry& entry) {
  return entry.kind == Kind::File || entry.kind == Kind::Link;
}

class Sweep {
 public:
  Sweep(const fs::path& archive, const Manifest& manifest, std::span<const Manifest> also)
      : root_(archive), kept_(paths_in(manifest)) {
    for (const Manifest& one : also) kept_.merge(paths_in(one));
  }

  std::vector<std::string> run() {
    root_.remove_file(kUnfinishedManifest);
    root_.remove_file(kUnfinishedStub);
    root_.remove_file(kUnfinishedCopy);
    sweep_scratch();
    sweep_files(kSourcesName, is_sources_name);
    sweep_files(kDeletedName, is_deleted_name);
    sweep_files(kStoriesDirectory, is_stories_name);
    sweep_shards();
    return std::move(strange_);
  }

 private:
  /// Removes the directory of that name if it contains only files with such names.
  template <typename IsOurs>
  bool remove_whole(const Directory& parent, const std::string& name, IsOurs is_ours) {
    const auto directory = parent.below(name);
    if (!directory) return false;
    const std::vector<Entry> entries = directory->entries();
    const bool all_ours = std::all_of(entries.begin(), entries.end(), [&](const Entry& entry) {
      return is_file(entry) && is_ours(entry.name);
    });
    if (!all_ours) return false;
    for (const Entry& entry : entries) directory->remove_file(entry.name);
    return parent.remove_directory(name);
  }

  void sweep_scratch() {
    const Kind kind = root_.kind(kScratchName);
    if (kind == Kind::Link) root_.remove_file(kScratchName);
    if (kind == Kind::Nothing || kind == Kind::Link) return;
    const auto is_spool = [](const std::string& name) { return name == kSpoolName; };
    if (!remove_whole(root_, kScratchName, is_spool)) strange_.emplace_back(kScratchName);
  }

  template <typename IsOurs>
  void sweep_files(const std::string& name, IsOurs is_ours) {
    const auto directory = root_.below(name);
    if (!directory) return;
    for (const Entry& entry : directory->entries()) {
      const std::string path = name + "/" + entry.name;
      if (kept_.contains(path)) continue;
      if (!is_file(entry) || !is_ours(entry.name)) {
        strange_.push_back(path);
      } else {
        directory->remove_file(entry.name);
      }
    }
  }

  void sweep_shards() {
    const auto shards = root_.below(kShardsName);
    if (!shards) return;
    for (const Entry& entry : shards->entries()) {
      const std::string path = std::string(kShardsName) + "/" + entry.name;
      const auto shard = entry.kind == Kind::Directory && is_shard_name(entry.name)
                             ? shards->below(entry.name)
                             : std::nullopt;
      if (!shard) {
        strange_.push_back(path);
      } else if (sweep_shard(*shard, path)) {
        shards->remove_directory(entry.name);
      }
    }
  }

  /// True when nothing is left in it.
  bool sweep_shard(const Directory& shard, const std::string& shard_path) {
    bool is_empty = true;
    for (const Entry& entry : shard.entries()) {
      const std::string path = shard_path + "/" + entry.name;
      const bool is_kept = kept_.contains(path);
      if (!is_kept && is_segment_name(entry.name) &&
          remove_whole(shard, entry.name, is_segment_file)) {
        continue;
      }
      is_empty = false;
      if (!is_kept) strange_.push_back(path);
    }
    return is_empty;
  }

  Directory root_;
  std::set<std::string> kept_;
  std::vector<std::string> strange_;
};

}  // namespace

std::vector<std::string> sweep(const fs::path& archive, std::uint64_t revision,
                               std::span<const Manifest> also) noexcept {
  try {
    // A power cut must not bring back an archive.json that names what is removed: sync it first.
    disk::sync_directory(archive);
    const Manifest manifest = read_manifest(archive);
    if (manifest.revision != revision) return {};
    return Sweep(archive, manifest, also).run();
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace dateline
