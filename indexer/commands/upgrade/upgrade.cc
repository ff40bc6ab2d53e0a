// SPDX-License-Identifier: GPL-2.0-or-later
// New segments are built beside the old ones, as in any publication.
#include "indexer/commands/upgrade/upgrade.h"

#include "common/archive/layout.h"
#include "common/archive/manifest.h"
#include "common/archive/saved_searches.h"
#include "common/disk/file.h"
#include "common/disk/lock.h"
#include "common/errors/errors.h"
#include "common/fields/schema.h"
#include "common/segment/story_table.h"
#include "indexer/commands/trust/trust.h"
#include "indexer/writer/convert.h"
#include "indexer/writer/segments.h"
#include "indexer/writer/sweep.h"
#include "indexer/writer/unfinished.h"

#include <optional>

#include <fmt/format.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

/// Copies what is beside the shards and is not in the manifest, or unchanged.
void copy_beside_shards(const fs::path& from, const fs::path& to, const Manifest& manifest) {
  for (const std::string& path : files_beside_shards(manifest)) {
    if (!fs::exists(from / path)) continue;  // rebuilt
    disk::make_directories((to / path).parent_path());
    disk::copy_durably(from / path, to / path);
    disk::sync_directory((to / path).parent_path());
  }
  for (const fs::path& file : alert_files(from)) {
    disk::make_directories((to / file).parent_path());
    disk::replace_file(to / file, read_alert_file(from / file));
  }
  for (const char* name : {kRejectsName, kIgnoredName, kLastRunName}) {
    if (fs::exists(from / name)) disk::replace_file(to / name, disk::read_file(from / name));
  }
}

/// Checksums of the tables of stories of articles on servers. Format 4 kept nothing else.
void sum_served_stories(const fs::path& archive, const Manifest& manifest) {
  for (const Shard& shard : manifest.shards) {
    for (const std::string& stories : kept_files(shard)) {
      segment::Stories(archive / stories).verify();
      disk::write_block_sums(archive / stories, archive / sums_of(stories));
    }
  }
}

/// Creates the directory of a new archive, or continues in one left by an interrupted run.
void begin(const Unfinished& made, const fs::path& to) {
  if (is_archive(to) || !made.may_begin()) {
    throw Error(Code::Usage, fmt::format("{} exists already", to.string()),
                "name a directory that does not exist yet");
  }
  made.begin();
}

}  // namespace

UpgradeSummary upgrade(const UpgradeOptions& options) {
  UpgradeSummary summary;
  read_any_manifest(options.archive);
  refuse_links(options.archive);
  const disk::WriteLock lock(options.archive, options.lock_timeout);
  auto [version, manifest] = read_any_manifest(options.archive);
  summary.from = version;
  summary.articles = manifest.articles();
  summary.revision = manifest.revision;
  if (version == schema::kFormatVersion) return summary;
  const bool in_place = options.to.empty();
  const fs::path root = in_place ? options.archive : options.to;
  const Unfinished made_elsewhere(root, "upgrade.unfinished", manifest.uuid);
  if (!in_place) begin(made_elsewhere, root);
  ++manifest.revision;
  unsigned number = 0;
  for (Shard& shard : manifest.shards) {
    const bool copy_is_current = shard.copy && shard.copy->segments == paths_of(shard);
    for (Segment& segment : shard.segments) {
      const fs::path old = options.archive / segment.path;
      segment.path = new_segment_path(root, shard.name, manifest.revision, number);
      const fs::path made = root / segment.path;
      convert_segment(old, made, in_place ? Unchanged::Linked : Unchanged::Copied);
      ++summary.segments;
      if (options.on_converted) options.on_converted(segment.articles);
    }
    // What was copied for servers is still what the segments contain.
    if (copy_is_current) shard.copy->segments = paths_of(shard);
  }
  seal_new_segments(root, manifest);
  if (!in_place) copy_beside_shards(options.archive, root, manifest);
  sum_served_stories(root, manifest);
  sum_files_beside_shards(root, manifest);
  const auto late = write_manifest(root, manifest);
  summary.revision = manifest.revision;
  if (!in_place) remember_made(root, manifest);
  sweep(root, manifest.revision);
  if (!in_place) made_elsewhere.end(manifest.revision, late);
  if (late) throw *late;
  return summary;
}

}  // namespace dateline::commands
