// SPDX-License-Identifier: GPL-2.0-or-later
// A shard on other machines: asking its servers, with failover.
#pragma once

#include "common/archive/known_frequencies.h"
#include "common/archive/manifest.h"
#include "common/archive/served_facts.h"
#include "common/archive/server.h"
#include "common/disk/damaged.h"
#include "common/errors/errors.h"
#include "common/segment/story_table.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

/// How long servers may keep a command waiting, and how often each is tried.
struct ServerTimeouts {
  double timeout_seconds = 5;  ///< for all servers of a shard together, until one has answered
  unsigned retries = 1;        ///< after a failure other than by time: a second try takes as long
};

/// A shard that cannot be asked: no server answers, or what is here is damaged.
class ShardDown : public Error {
 public:
  ShardDown(std::string shard, std::string reason, Code code = Code::Unreachable);
  /// For a damaged segment or file.
  ShardDown(std::string shard, const std::filesystem::path& place, const disk::Damaged& damage);
  [[nodiscard]] const std::string& shard() const noexcept { return shard_; }
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

 private:
  ShardDown(Code code, const std::string& message, Advice hint, std::string shard,
            std::string reason);

  std::string shard_;
  std::string reason_;
};

class ServedShard;
using ServedShards = std::vector<std::shared_ptr<ServedShard>>;

/// What is done with the database of shard number `i`. It may be called again with another server's
/// after it threw a Xapian::Error. It asks no shard itself.
using Asking = std::function<void(std::size_t i, const Xapian::Database& database)>;

/// Connects when it is first asked. Safe to share between threads, which ask one after another.
class ServedShard {
 public:
  /// `stories` is the file that says which stories the articles belong to; `facts`, what else is
  /// kept about them here: nothing for shards that were copied before there were such files. Throws
  /// disk::Damaged, or Error (Machine).
  ServedShard(std::string name, Served served, ServerTimeouts timeouts, KeptFile stories,
              std::optional<ServedFacts> facts);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const Served& served() const noexcept { return served_; }
  /// Was that article deleted?
  [[nodiscard]] bool hides(std::uint32_t docid) const;
  /// What `work` makes of the table of stories. Throws ShardDown where that is damaged.
  template <typename Work>
  auto use_stories(Work work) const {
    try {
      return work(stories_);
    } catch (const disk::Damaged& damage) {
      throw ShardDown(name_, stories_file_, damage);
    }
  }

  [[nodiscard]] bool has_facts() const { return facts_.has_value(); }
  /// What `work` makes of its facts. Throws ShardDown where they are damaged.
  template <typename Work>
  auto use_facts(Work work) const {
    try {
      return work(*facts_);
    } catch (const disk::Damaged& damage) {
      throw ShardDown(name_, stories_file_, damage);
    }
  }

  /// From now on asking it throws ShardDown, and it connects to no server. Called before it is
  /// shared.
  void never_ask(const std::string& why) { never_ = why; }

  /// Articles that hold `term`; remembered, for the database never changes.
  std::uint64_t frequency(const Xapian::Database& database, const std::string& term);

  /// The frequency, if it is among its facts or was asked for before. No article that is hidden
  /// holds the unique term of its id, as far as its facts say.
  [[nodiscard]] std::optional<std::uint64_t> known_frequency(const std::string& term) const;

 private:
  friend class Round;
  friend std::vector<std::string> ask_each(const ServedShards& shards, const Asking& asking);

  using Clock = std::chrono::steady_clock;

  void connect_to(std::size_t server, double timeout_seconds);
  /// Seconds that it may still keep the command waiting.
  [[nodiscard]] double patience_left() const;

  std::string name_;
  Served served_;
  ServerTimeouts timeouts_;
  std::filesystem::path stories_file_;
  segment::Stories stories_;
  std::optional<ServedFacts> facts_;
  KnownFrequencies frequencies_;
  std::string never_;       ///< why no server may be asked; empty when they may
  std::mutex mutex_;        ///< held by the caller, which owns what follows
  std::size_t server_ = 0;  ///< the one that is asked: the last that answered
  std::unique_ptr<const Connection> connection_;
  double waited_ = 0;  ///< seconds, for servers that did not answer
  Clock::time_point when_waited_;
};

/// Asks all shards at the same time, each in a thread of its own. Servers that did not answer
/// within the last minute, whichever process asked them, are asked after the others; the remaining
/// ones share the remaining time equally. Throws ShardDown for a shard with no server left that
/// answers.
void ask(const ServedShards& shards, const Asking& asking);

/// The same, and returns for each shard why it was not asked; empty where it was.
std::vector<std::string> ask_each(const ServedShards& shards, const Asking& asking);

/// Asks the shard in this thread.
void ask(const std::shared_ptr<ServedShard>& shard,
         const std::function<void(const Xapian::Database&)>& asking);

/// Throws Xapian::Error unless the server at `words` answers and has the database `uuid` with that
/// many articles. Returns a connection to it.
std::unique_ptr<const Connection> connect_and_check(const std::string& words,
                                                    const std::string& uuid, std::uint64_t articles,
                                                    double timeout_seconds);

}  // namespace dateline
