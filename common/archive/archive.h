// SPDX-License-Identifier: GPL-2.0-or-later
// Opening an archive for reading.
#pragma once

#include "common/archive/known_frequencies.h"
#include "common/archive/manifest.h"
#include "common/archive/served_shard.h"
#include "common/archive/united_stories.h"
#include "common/date/date.h"
#include "common/disk/damaged.h"
#include "common/segment/reader.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace dateline {

/// A segment held open. `use` is the only way to its content.
class OpenSegment {
 public:
  /// Throws disk::Damaged, or Error (Machine).
  OpenSegment(const std::filesystem::path& archive, std::string shard_name, Segment named);

  std::string shard;
  Segment segment;

  /// What `work` makes of the segment's reader, and nothing that refers to it: it must be done with
  /// the reader, and with all that was made from it, when it returns. Loops run inside one `use`;
  /// it may be called within another. Throws ShardDown, naming the shard and the place, where
  /// anything that `work` reads is damaged.
  template <typename Work>
  auto use(Work work) const {
    try {
      return work(*reader_);
    } catch (const disk::Damaged& damage) {
      throw ShardDown(shard, directory_, damage);
    }
  }

 private:
  std::filesystem::path directory_;
  std::shared_ptr<const segment::Reader> reader_;
};

/// How an archive is opened.
struct OpenOptions {
  bool partial = false;          ///< do without shards that cannot be opened or asked
  bool without_servers = false;  ///< as if no shard were on servers
  /// Servers of an archive that is not trusted (common/archive/trust.h) are never asked: their
  /// shards count as missing, or trying to ask them is an error.
  bool skip_untrusted = false;
  ServerTimeouts timeouts;
};

/// A shard that was left out.
struct MissingShard {
  std::string name;
  std::string reason;
};

/// A line for all shards that were left out for the same reason: "shards 2017, 2018 were not
/// searched: why".
std::vector<std::string> lines_of(const std::vector<MissingShard>& missing);

/// One revision of an archive. Stays readable while writers publish newer revisions. Never changes,
/// and is safe to share between threads.
class Archive {
 public:
  /// Opens everything that the manifest names; servers are asked when needed. What a writer removed
  /// meanwhile is looked for in the manifest that it published. Throws Error (Damaged)
  /// for a shard that cannot be opened, unless these may be left out.
  static Archive open(const std::filesystem::path& directory, const OpenOptions& options = {});

  /// This archive as `manifest` has it, whether that is published or not. Segments that both name
  /// are shared, and not opened again. Throws Error for what cannot be opened.
  [[nodiscard]] Archive with(Manifest manifest) const;

  /// This archive as if it did not have that shard, which is then among those missing. Its segments
  /// have other numbers.
  [[nodiscard]] Archive without(const ShardDown& down) const;

  [[nodiscard]] const Manifest& manifest() const noexcept { return manifest_; }
  [[nodiscard]] const std::filesystem::path& directory() const noexcept { return directory_; }
  [[nodiscard]] const std::vector<OpenSegment>& segments() const noexcept { return segments_; }

  /// Shards on other machines, or parts of shards.
  [[nodiscard]] const ServedShards& served() const noexcept { return served_; }
  [[nodiscard]] const std::vector<MissingShard>& missing() const noexcept { return missing_; }
  [[nodiscard]] const UnitedStories& united_stories() const noexcept { return united_stories_; }

  /// Articles, with those of servers that are hidden: words are as frequent as if they were shown.
  [[nodiscard]] std::uint64_t documents() const noexcept { return documents_; }
  /// Articles that a search may find.
  [[nodiscard]] std::uint64_t articles() const;
  /// Mean of the articles' lengths; 1 in an archive without words.
  [[nodiscard]] double average_length() const noexcept { return average_length_; }
  /// Shards of which no facts are kept here: their servers must be asked even for frequencies.
  [[nodiscard]] ServedShards without_facts() const;
  /// Learns the frequencies of `terms` from the servers of all those at once. Throws ShardDown, as
  /// all that follows does.
  void learn(const std::set<std::string>& terms) const;
  /// Articles that hold `term`, or those of one language: see in_language.
  [[nodiscard]] std::uint64_t frequency(const std::string& term) const;
  /// ISO codes of the languages of the articles, "und" included, sorted.
  [[nodiscard]] const std::vector<std::string>& languages() const noexcept { return languages_; }

 private:
  Archive(std::filesystem::path directory, Manifest manifest)
      : directory_(std::move(directory)), manifest_(std::move(manifest)) {}

  void count();
  /// In segments.
  [[nodiscard]] std::uint64_t frequency_here(const std::string& term) const;
  void leave_out(const ShardDown& down);
  /// What is open already, and need not be opened again.
  struct AlreadyOpen;

  /// Returns the shards that cannot be opened. Throws Error (Damaged) for what is beside them.
  std::vector<ShardDown> open_all(const ServerTimeouts& timeouts, const AlreadyOpen& already);
  void open_segment(const std::string& shard, const Segment& segment, const AlreadyOpen& already);
  void open_served(const Shard& shard, const ServerTimeouts& timeouts, const AlreadyOpen& already);
  void open_united_stories();
  /// Leaves out servers that may not, or should not, be asked.
  void settle_servers(const OpenOptions& options);

  std::filesystem::path directory_;
  Manifest manifest_;
  std::vector<OpenSegment> segments_;
  ServedShards served_;
  std::vector<MissingShard> missing_;
  UnitedStories united_stories_;
  std::uint64_t documents_ = 0;
  double average_length_ = 1;
  std::vector<std::string> languages_;
  /// Of everything that is open; what it knows is not part of the archive's state.
  std::unique_ptr<KnownFrequencies> frequencies_ = std::make_unique<KnownFrequencies>();
};

/// The whole years from that of `first` to that of `last` (sortable dates); empty without dates.
DateRange years_between(const std::string& first, const std::string& last);

/// May something with articles from `first` to `last` (sortable dates) contain one published wholly
/// within `dates`?
bool may_hold(const std::string& first, const std::string& last, const DateRange& dates);

}  // namespace dateline
