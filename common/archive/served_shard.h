// SPDX-License-Identifier: GPL-2.0-or-later
// A shard on other machines: asking its servers, one taking over when another fails.
#pragma once

#include "common/archive/manifest.h"
#include "common/disk/damaged.h"
#include "common/errors.h"
#include "common/segment/stories.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

namespace dateline {

/// How long a server may take, and how often it is tried.
struct ServerPatience {
  double timeout_seconds = 5;  ///< for a connection, and for each answer
  unsigned retries = 1;        ///< after a failure other than by time: a second try takes as long
};

/// A shard that cannot be asked: no server answers, or what is here is damaged.
class ShardDown : public Error {
 public:
  ShardDown(std::string shard, std::string reason);
  /// Of a segment, or a file, that is damaged.
  ShardDown(std::string shard, const std::filesystem::path& place, const disk::Damaged& damage);
  [[nodiscard]] const std::string& shard() const noexcept { return shard_; }
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

 private:
  ShardDown(const std::string& message, const std::string& hint, std::string shard,
            std::string reason);

  std::string shard_;
  std::string reason_;
};

/// Connects when it is first asked. For one thread at a time.
class ServedShard {
 public:
  /// `stories` is the file that says which stories the articles belong to,
  /// `sums` those of its blocks. Throws disk::Damaged,
  /// or Error (MachineFailed).
  ServedShard(std::string name, Served served, ServerPatience patience,
              const std::filesystem::path& stories, disk::BlockSums sums);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const Served& served() const noexcept { return served_; }
  /// What `work` makes of the table of stories. Throws ShardDown where that is damaged.
  template <typename Work>
  auto use_stories(Work work) const {
    try {
      return work(stories_);
    } catch (const disk::Damaged& damage) {
      throw ShardDown(name_, stories_file_, damage);
    }
  }

  /// From now on asking it throws ShardDown, and nobody is connected to.
  void never_ask(const std::string& why) { never_ = why; }

  /// Articles that hold `term`; remembered, for the database never changes.
  std::uint64_t frequency(const Xapian::Database& database, const std::string& term);

  /// The frequency that was asked for before.
  [[nodiscard]] std::optional<std::uint64_t> known_frequency(const std::string& term) const;

 private:
  friend class Round;

  void connect_to(std::size_t server);

  std::string name_;
  Served served_;
  ServerPatience patience_;
  std::filesystem::path stories_file_;
  segment::Stories stories_;
  std::size_t server_ = 0;  ///< the one that is asked: the last that answered
  std::optional<Xapian::Database> database_;
  std::unordered_map<std::string, std::uint64_t> frequencies_;
  std::string never_;  ///< why no server may be asked; empty when they may
};

using ServedShards = std::vector<std::shared_ptr<ServedShard>>;

/// What is done with the database of shard number `i`. It may be called again, after it threw a
/// Xapian::Error, with another server's.
using Asking = std::function<void(std::size_t i, const Xapian::Database& database)>;

/// Asks all shards at the same time, each in a thread of its own. Throws ShardDown for one that has
/// no server left that answers.
void ask(const ServedShards& shards, const Asking& asking);

/// Asks the shard in this thread.
void ask(const std::shared_ptr<ServedShard>& shard,
         const std::function<void(const Xapian::Database&)>& asking);

/// Throws Xapian::Error unless the server at `words` answers and has the database `uuid`, with so
/// many articles. Returns a connection to it.
Xapian::Database connect_and_check(const std::string& words, const std::string& uuid,
                                   std::uint64_t articles, double timeout_seconds);

}  // namespace dateline
