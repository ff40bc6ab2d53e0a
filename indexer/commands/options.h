// SPDX-License-Identifier: GPL-2.0-or-later
// Options shared by several verbs.
#pragma once

#include "common/archive/manifest.h"
#include "common/cli/verbs.h"
#include "indexer/extract/understand.h"
#include "indexer/readers/read_source.h"
#include "indexer/writer/writer.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace dateline::commands {

/// For a verb on an archive.
struct ArchiveFlags {
  std::string archive;
  double lock_timeout = 0;  ///< seconds to wait for another writer

  [[nodiscard]] std::chrono::milliseconds patience() const;
  /// For writing, with that many threads, or one for each core.
  [[nodiscard]] WriterOptions writer(unsigned jobs = default_jobs()) const;
  static unsigned default_jobs();
};

/// What to read, and how: for `add` and `preview`.
struct ReadingFlags {
  std::vector<std::string> paths;
  std::string format = "auto";
  std::vector<std::string> map;
  std::string mapping;
  std::string source;
  std::string language;
  std::string sources;
  DateOrder date_order = DateOrder::Unknown;
  std::uint64_t max_expansion = kMaxExpansion;
  std::size_t max_article_size = kMaxBodyBytes;

  /// Both throw Error (Usage) if what was given cannot be understood.
  [[nodiscard]] ReadingOptions reading() const;
  [[nodiscard]] Defaults defaults() const;
};

void offer_archive(CLI::App& verb, ArchiveFlags& flags);
void offer_lock_timeout(CLI::App& verb, ArchiveFlags& flags);
void offer_shard_by(CLI::App& verb, ShardBy& shard_by);
void offer_reading(CLI::App& verb, ReadingFlags& flags);

/// Does `work`, and says what to do if a shard could not be asked or read. `instead` is what can be
/// done without that shard, if anything.
Exit on_archive(const std::string& archive, const std::function<Exit()>& work,
                const std::string& instead);

/// A verb on an archive, which is its first argument. `Flags` is an ArchiveFlags; `instead` as for
/// `on_archive`.
template <typename Flags>
cli::Verb archive_verb(std::string name, std::string group, std::string about,
                       std::vector<std::string> examples, void (*offer)(CLI::App&, Flags&),
                       Exit (*run)(const Flags&), const char* instead = "") {
  return cli::verb<Flags>(
      std::move(name), std::move(group), std::move(about), std::move(examples),
      [offer](CLI::App& app, Flags& flags) {
        offer_archive(app, flags);
        offer(app, flags);
      },
      [run, instead](const Flags& flags) {
        return on_archive(
            flags.archive, [&] { return run(flags); }, instead);
      });
}

}  // namespace dateline::commands
