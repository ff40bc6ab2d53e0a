// SPDX-License-Identifier: GPL-2.0-or-later
// New segments are built beside the old ones, from their records, as in any publication.
#include "indexer/commands/upgrade/upgrade.h"

#include "common/archive/layout.h"
#include "common/archive/manifest.h"
#include "common/archive/saved_searches.h"
#include "common/disk/file.h"
#include "common/disk/lock.h"
#include "common/errors/errors.h"
#include "common/fields/identity.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"
#include "common/segment/reader.h"
#include "common/segment/values.h"
#include "indexer/commands/trouble.h"
#include "indexer/commands/trust/trust.h"
#include "indexer/writer/convert.h"
#include "indexer/writer/rebuild.h"
#include "indexer/writer/segments.h"
#include "indexer/writer/sweep.h"
#include "indexer/writer/unfinished.h"

#include <optional>

#include <fmt/format.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

/// The format that had no checksums.
constexpr int kSumlessVersion = 4;

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

/// The records of a segment. Throws disk::Damaged if an article is not the one that was indexed.
class CheckedRecords {
 public:
  explicit CheckedRecords(const segment::Reader& segment)
      : segment_(segment), digests_(segment, schema::kDigest) {}

  std::optional<std::string> operator()(std::uint32_t docid) {
    std::string record = segment_.record(docid);
    const Article article = article_from_record(record);
    const Digest digest = digest_of(article);
    if (article.id != segment_.forward().id(docid) ||
        digests_.of(docid) != std::string_view(digest.data(), digest.size())) {
      throw disk::Damaged(
          fmt::format("the article '{}' is not as it was indexed", segment_.forward().id(docid)));
    }
    return record;
  }

 private:
  const segment::Reader& segment_;
  segment::Values digests_;
};

/// Adds to `to` what a segment holds, read completely and checked.
void rebuild(const segment::Reader& reader, const std::string& shard, Rebuilder& rebuilder,
             std::vector<Segment>& to) {
  reader.forward().verify();
  reader.stories().verify();
  reader.wording().verify();
  CheckedRecords records(reader);
  rebuilder.rebuild(shard, reader.documents(), std::ref(records), &reader.stories(), to);
}

/// The same, from any older format. Throws Error (Damaged) naming the segment.
void upgrade_segment(const fs::path& archive, const fs::path& root, const Segment& segment,
                     const std::string& shard, Rebuilder& rebuilder, std::vector<Segment>& to) {
  const fs::path old = archive / segment.path;
  try {
    if (!segment.files.empty()) {
      for (const disk::FileSum& file : segment.files) disk::verify_file(old / file.name, file);
      rebuild(segment::Reader(old, segment.files), shard, rebuilder, to);
      return;
    }
    // Format 4 kept records in the Xapian database.
    const fs::path between = root / rebuilder.new_path(shard);
    convert_segment(old, between);
    rebuild(segment::Reader(between), shard, rebuilder, to);
    fs::remove_all(between);
  } catch (const Error& e) {
    if (e.code() != Code::Damaged) throw;
    throw Error(
        Code::Damaged, fmt::format("{} is damaged: {}", old.string(), e.what()),
        "restore it from a backup, or repair it with the version of Dateline that wrote it; "
        "the archive is unchanged");
  }
}

/// What is not brought up to date, in words: what servers have.
std::vector<std::string> notes_of(const Manifest& manifest) {
  std::vector<std::string> notes;
  for (const Shard& shard : manifest.shards) {
    if (!shard.served) continue;
    notes.push_back(
        fmt::format("shard {} is on a server and keeps its words as they were indexed; index its "
                    "articles again to have them found by the rules of today",
                    shard.name));
    notes.push_back(fmt::format("shard {}: {}", shard.name, kWithoutZones));
  }
  return notes;
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
  Rebuilder rebuilder(root, manifest.revision);
  for (Shard& shard : manifest.shards) {
    std::vector<Segment> made;
    for (const Segment& segment : shard.segments) {
      upgrade_segment(options.archive, root, segment, shard.name, rebuilder, made);
      ++summary.segments;
      if (options.on_upgraded) options.on_upgraded(segment.articles);
    }
    shard.segments = std::move(made);
    // What was copied for servers has the words of the old segments.
    if (shard.copy) {
      summary.notes.push_back(
          fmt::format("the copy of shard {} for servers is out of date; make it "
                      "again with: dateline-index shard move",
                      shard.name));
      shard.copy.reset();
    }
  }
  for (std::string& note : notes_of(manifest)) summary.notes.push_back(std::move(note));
  seal_new_segments(root, manifest);
  if (!in_place) copy_beside_shards(options.archive, root, manifest);
  if (version == kSumlessVersion) sum_served_stories(root, manifest);
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
