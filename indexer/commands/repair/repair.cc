// SPDX-License-Identifier: GPL-2.0-or-later
// Everything in a segment follows from its records, except its stories: these are kept if their
// table is sound.
#include "indexer/commands/repair/repair.h"

#include "common/archive/layout.h"
#include "common/archive/manifest.h"
#include "common/archive/united_stories.h"
#include "common/cli/exit.h"
#include "common/disk/file.h"
#include "common/disk/lock.h"
#include "common/disk/sums.h"
#include "common/errors/errors.h"
#include "common/fields/schema.h"
#include "common/segment/reader.h"
#include "indexer/commands/trouble.h"
#include "indexer/writer/deleted_articles.h"
#include "indexer/writer/rebuild.h"
#include "indexer/writer/segments.h"
#include "indexer/writer/sweep.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

/// What is wrong with the files of a segment; empty if they are unchanged since publication.
std::string file_trouble(const fs::path& path, const Segment& segment) {
  for (const disk::FileSum& file : segment.files) {
    std::string wrong = damage_of([&] { disk::verify_file(path / file.name, file); });
    if (!wrong.empty()) return wrong;
  }
  return "";
}

/// Some part of a segment that may be damaged; none if it is.
template <typename Part, typename... Arguments>
std::unique_ptr<Part> open_part(const Arguments&... arguments) {
  std::unique_ptr<Part> part;
  static_cast<void>(damage_of([&] { part = std::make_unique<Part>(arguments...); }));
  return part;
}

/// What is left of a damaged segment.
class Remains {
 public:
  Remains(const fs::path& path, const Segment& segment) : segment_(segment) {
    segment::Sums sums = known_sums(path);
    records_ = open_part<segment::Records>(path, sums.of(segment::kRecordsName));
    forward_ = open_part<segment::Forward>(path, sums.of(segment::kForwardName));
    // A table of other articles says nothing about these.
    if (forward_ && forward_->documents() != segment.articles) forward_.reset();
    stories_ =
        open_part<segment::Stories>(path / segment::kStoriesName, sums.of(segment::kStoriesName));
  }

  /// The record of that document as it was written; none if it cannot be recovered.
  [[nodiscard]] std::optional<std::string> record(std::uint32_t docid) const {
    std::optional<std::string> record;
    if (records_) static_cast<void>(damage_of([&] { record = records_->record(docid); }));
    return record;
  }

  [[nodiscard]] LostArticle lost(std::uint32_t docid) const {
    LostArticle lost;
    lost.segment = segment_.path;
    if (!forward_) return lost;
    static_cast<void>(damage_of([&] { lost.id = forward_->id(docid); }));
    static_cast<void>(damage_of(
        [&] { lost.published = segment::sortable_of(forward_->published()[docid - 1]); }));
    static_cast<void>(damage_of([&] {
      const auto column = forward_->column(schema::kSource);
      lost.source = column.value(column.ordinal(docid));
    }));
    return lost;
  }

  /// The table of stories, if all of it is sound.
  [[nodiscard]] const segment::Stories* stories() const {
    if (!stories_) return nullptr;
    const std::string wrong = damage_of([&] { stories_->verify(); });
    return wrong.empty() && stories_->documents() == segment_.articles ? stories_.get() : nullptr;
  }

 private:
  /// The sums of blocks; if their file is damaged, of the files that are sound as a whole.
  [[nodiscard]] segment::Sums known_sums(const fs::path& path) const {
    std::optional<segment::Sums> sums;
    static_cast<void>(damage_of([&] { sums.emplace(path, segment_.files); }));
    return sums ? *std::move(sums) : segment::Sums::of_sound_files(path, segment_.files);
  }

  const Segment& segment_;
  std::unique_ptr<segment::Records> records_;
  std::unique_ptr<segment::Forward> forward_;
  std::unique_ptr<segment::Stories> stories_;
};

class Repair {
 public:
  explicit Repair(const fs::path& archive)
      : archive_(archive), next_(manifest_or_copy()), rebuilder_(archive, next_.revision + 1) {}

  RepairSummary run() {
    summary_.revision = next_.revision;
    for (Shard& shard : next_.shards) repair_shard(shard);
    repair_beside_shards();
    if (!is_changed_) {
      mend_stale_files(archive_, next_);
      return std::move(summary_);
    }
    if (!summary_.lost.empty() && !next_.sources.empty()) forget_sources();
    publish();
    return std::move(summary_);
  }

 private:
  Manifest manifest_or_copy() {
    try {
      return read_manifest(archive_);
    } catch (const Error& e) {
      std::optional<Manifest> copy = read_manifest_copy(archive_);
      if (exit_of(e.code()) != Exit::BadArchive || !copy) throw;
      summary_.notes.push_back(fmt::format("{}; restored from {}", e.what(), kCopyName));
      is_changed_ = true;
      return *std::move(copy);
    }
  }

  void repair_shard(Shard& shard) {
    std::vector<Segment> kept;
    for (const Segment& segment : shard.segments) {
      const std::string wrong = file_trouble(archive_ / segment.path, segment);
      if (wrong.empty()) {
        kept.push_back(segment);
        continue;
      }
      is_changed_ = true;
      rebuild(shard.name, segment, wrong, kept);
    }
    shard.segments = std::move(kept);
  }

  /// Adds what can be rebuilt of `segment` to `to`.
  void rebuild(const std::string& shard, const Segment& segment, const std::string& wrong,
               std::vector<Segment>& to) {
    const Remains remains(archive_ / segment.path, segment);
    RepairedSegment repaired{segment.path, wrong, 0, 0};
    const segment::Stories* const stories = remains.stories();
    const auto record = [&](std::uint32_t docid) {
      auto found = remains.record(docid);
      if (!found) summary_.lost.push_back(remains.lost(docid));
      return found;
    };
    repaired.lost = rebuilder_.rebuild(shard, segment.articles, record, stories, to);
    repaired.kept = segment.articles - repaired.lost;
    if (stories == nullptr && repaired.kept != 0) {
      summary_.notes.push_back(fmt::format(
          "{}: it is no longer known which articles are copies of one story", segment.path));
    }
    summary_.segments.push_back(std::move(repaired));
  }

  void repair_beside_shards() {
    for (const std::string& path : files_beside_shards(next_)) {
      const disk::FileSum* const file = published_file(next_, path);
      if (file == nullptr) continue;
      const std::string wrong = damage_of([&] { disk::verify_file(archive_ / path, *file); });
      if (wrong.empty()) continue;
      if (path == next_.united_stories) {
        next_.united_stories.clear();
        summary_.notes.push_back(path + ": stories that it united are separate again");
      } else if (std::find(next_.contents.begin(), next_.contents.end(), path) !=
                 next_.contents.end()) {
        next_.contents.clear();
        summary_.notes.push_back(path + ": it is no longer known which file held which article");
      } else if (path == next_.deleted) {
        keep_deleted(path);
      } else if (std::find(next_.sources.begin(), next_.sources.end(), path) !=
                 next_.sources.end()) {
        forget_sources();
      } else if (forget_facts(path)) {
        summary_.notes.push_back(path +
                                 ": only servers answer for its shard; take it back with shard "
                                 "detach and hand it over again");
      } else {
        summary_.notes.push_back(path +
                                 ": cannot be rebuilt here; take the shard back with shard detach");
        continue;
      }
      is_changed_ = true;
    }
  }

  /// Is that a file of facts or words of a served shard? The archive works without it.
  bool forget_facts(const std::string& path) {
    const auto forget = [&](auto& of) {
      if (!of) return false;
      for (const std::string& kept : {facts_of(of->database), words_of(of->database)}) {
        if (path != kept && path != sums_of(kept)) continue;
        of->has_facts = false;
        return true;
      }
      return false;
    };
    return std::any_of(next_.shards.begin(), next_.shards.end(),
                       [&](Shard& shard) { return forget(shard.copy) || forget(shard.served); });
  }

  /// Writes the list of deleted articles anew, from what is sound of it.
  void keep_deleted(const std::string& path) {
    std::vector<std::string> entries;
    static_cast<void>(damage_of([&] { entries = sound_entries(archive_ / path); }));
    next_.deleted = write_deleted_list(archive_, next_.revision + 1, entries);
    summary_.notes.push_back(fmt::format(
        "{}: {} deleted articles are still on the list; if that is not all of them, compare with a "
        "backup, and delete again what comes back",
        path, entries.size()));
  }

  void forget_sources() {
    next_.sources.clear();
    summary_.reads_sources_again = true;
  }

  void publish() {
    std::erase_if(next_.shards,
                  [](const Shard& shard) { return shard.segments.empty() && !shard.served; });
    ++next_.revision;
    seal_new_segments(archive_, next_);
    sum_files_beside_shards(archive_, next_);
    const auto late = write_manifest(archive_, next_);
    summary_.revision = next_.revision;
    sweep(archive_, next_.revision);
    if (late) throw *late;
  }

  fs::path archive_;
  RepairSummary summary_;
  bool is_changed_ = false;
  Manifest next_;
  Rebuilder rebuilder_;
};

}  // namespace

RepairSummary repair(const fs::path& archive, std::chrono::milliseconds lock_timeout) {
  if (!read_manifest_copy(archive)) static_cast<void>(read_manifest(archive));
  refuse_links(archive);
  const disk::WriteLock lock(archive, lock_timeout);
  try {
    return Repair(archive).run();
  } catch (const disk::Failed& e) {
    throw Error(e.code(), e.what(),
                "the archive is unchanged; if the disk is failing, copy what can be read of it "
                "to a sound one (ddrescue does), and repair the archive there");
  }
}

}  // namespace dateline::commands
