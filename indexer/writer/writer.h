// SPDX-License-Identifier: GPL-2.0-or-later
// The one object through which an archive changes.
//
// A publication: new segments are built and merged under `tmp/` and `shards/` where no reader
// looks; segments that lose articles are copied without them; all is fsynced; then one rename of
// archive.json publishes the new revision. Only after that are replaced segments removed. A crash
// before the rename leaves the old revision, and directories that the next writer sweeps away.
#pragma once

#include "common/archive/archive.h"
#include "common/archive/lookup.h"
#include "common/archive/manifest.h"
#include "common/disk/lock.h"
#include "common/fields/article.h"
#include "common/fields/versions.h"
#include "indexer/sources/checkpoint.h"
#include "indexer/sources/contents.h"
#include "indexer/writer/known_ids.h"
#include "indexer/writer/merge.h"
#include "indexer/writer/spool.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dateline {

struct WriterOptions {
  unsigned jobs = 1;
  std::chrono::milliseconds lock_timeout{0};
  /// Called with lines that a user should see unasked.
  std::function<void(const std::string& line)> tell = [](const std::string&) {};
};

/// An article ready to be submitted: everything that does not need the archive is computed.
struct Prepared {
  explicit Prepared(Article its_article);

  Article article;
  std::string record;
  Digest digest;
};

/// What happened to a submitted article.
enum class Outcome {
  Added,
  Replaced,    ///< replaces an article in the archive with the same id
  Unchanged,   ///< the archive or this batch already has it, word for word
  Superseded,  ///< replaces another article of this run with the same id
  Served,      ///< refused: servers have another version, which cannot change
};

class Writer {
 public:
  /// Called now and then with the articles and bytes of records built since the last call; from any
  /// of the building threads, one at a time.
  using OnBuilt = std::function<void(std::size_t articles, std::uint64_t bytes)>;

  /// Locks the archive at `directory`, which must exist, and removes what a crash left behind.
  /// Throws Error, having written nothing, if parts of the archive are symbolic links. The
  /// publishing functions below throw PublishedBut when they published and something failed after
  /// that, and any other Error when they did not.
  Writer(std::filesystem::path directory, const WriterOptions& options);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// The digest of the article that has this id, in the current batch or published; nothing if
  /// there is none.
  std::optional<Digest> digest_under(const std::string& id);
  /// What versions of it have in common; nothing if servers have it, or there is none.
  std::optional<Gist> gist_under(const std::string& id);

  /// Takes the article into the current batch.
  Outcome submit(const Prepared& prepared);

  /// Builds the articles that servers have of `shard` into segments of this archive, which then
  /// does without the servers, and publishes. Throws ShardDown when they do not answer.
  void take_back(const std::string& shard, const OnBuilt& on_built);

  /// Marks the article for deletion at the next publication. False if the archive has no such
  /// article here.
  bool remove(const std::string& id);
  /// The same, for an article of `archive()`. One that servers have is hidden. Throws ShardDown.
  bool remove(const Located& article);
  /// Shows the hidden articles with these ids again, from the next publication on.
  void show_again(const std::set<std::string>& ids) { shown_again_ = ids; }

  /// Makes these the entries of the list of deleted articles (indexer/writer/deleted_articles.h),
  /// with the next publication.
  void list_deleted(std::vector<std::string> entries) { deleted_ = std::move(entries); }

  /// From the next publication on, queries look for words in the form typed only, unless they ask
  /// otherwise; or in all forms.
  void set_exact_forms(bool exact) { exact_forms_ = exact; }

  /// Remembers a source all of whose articles were submitted, from the next publication on.
  void finished(const SourceRecord& source) { finished_.push_back(source); }

  /// Remembers what a file held, from the next publication on.
  void holds(FileContents contents) { contents_.push_back(std::move(contents)); }

  /// Forgets all sources remembered so far, with the next publication.
  void forget_sources() { forgets_sources_ = true; }

  /// Makes all submissions, removals and finished sources since the last publication durable and
  /// visible, in one step. Does nothing when there are none.
  void publish(const OnBuilt& on_built);

  /// Merges small segments of each shard with more than `few`, and publishes that if there are such
  /// shards. Stops when `is_over`, which is called before each shard.
  void merge(std::size_t few, const std::function<bool()>& is_over);

  /// Merges every shard into one segment, as small as can be, and publishes.
  void compact();

  /// True when the batch is as large as memory and disk allow; then publish.
  [[nodiscard]] bool batch_is_full() const;
  /// The archive as last published.
  [[nodiscard]] const Archive& archive() const { return archive_; }

 private:
  using Removals = std::map<std::size_t, std::set<std::uint32_t>>;  ///< by segment index

  std::optional<Located> locate_published(const std::string& id);
  void spool(const std::string& shard, const std::string& published, const Digest& digest,
             std::string_view record, unsigned version);
  [[nodiscard]] bool is_of_this_run(const Located& located, const Article& later) const;
  std::string new_segment_path(const std::string& shard);
  template <typename Work>
  void writing(const std::string& what, Work work);
  std::vector<std::string> sweep_up() noexcept;
  std::map<std::string, std::vector<SpoolEntry>> batch_by_shard();
  void build(Manifest& next, const OnBuilt& on_built);
  void find_stories_of(std::span<const std::filesystem::path> segments, Manifest& next);
  void apply_removals(Manifest& next);
  void hide(Manifest& next) const;
  void merge_segments_of(Shard& shard, std::vector<std::size_t> chosen, MergeFor use);
  void commit(Manifest next);

  std::filesystem::path directory_;
  WriterOptions options_;
  disk::WriteLock lock_;
  Archive archive_;
  std::unique_ptr<Spool> spool_;
  std::set<std::string> shard_names_;  ///< SpoolEntry::shard points into it
  std::vector<SpoolEntry> entries_;
  std::vector<bool> superseded_;                                      ///< parallel to entries_
  std::unordered_map<IdHash, std::uint32_t, HashOfIdHash> in_batch_;  ///< id → index into entries_
  std::optional<KnownIds> known_ids_;  ///< of archive_, once they are needed
  std::optional<std::pair<std::string, std::optional<Located>>> last_located_;
  Removals removals_;
  std::map<std::string, std::vector<HiddenArticle>> hidden_;  ///< by UUID of the served database
  std::set<std::string> shown_again_;
  std::vector<SourceRecord> finished_;
  std::vector<FileContents> contents_;
  bool forgets_sources_ = false;
  std::optional<bool> exact_forms_;                  ///< if that changes
  std::optional<std::vector<std::string>> deleted_;  ///< entries of the list, if it changes
  unsigned segment_counter_ = 0;
  std::uint64_t first_revision_;  ///< what was published before
  bool has_leftovers_ = true;     ///< is there something that may have to be swept?
  bool may_sweep_ = true;  ///< false while it is uncertain which revision a power cut would leave
};

}  // namespace dateline
