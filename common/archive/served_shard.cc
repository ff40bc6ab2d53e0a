// SPDX-License-Identifier: GPL-2.0-or-later
// Rounds: all shards are asked at once; those that failed are asked again, at their next server.
#include "common/archive/served_shard.h"

#include "common/archive/server.h"
#include "common/disk/damaged.h"
#include "common/parallel.h"

#include <algorithm>
#include <exception>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Some 10 MB.
constexpr std::size_t kRememberedTerms = 100'000;

std::string description(const Xapian::Error& e) {
  std::string text = e.get_msg();
  if (const char* system = e.get_error_string()) text += fmt::format(" ({})", system);
  return text;
}

}  // namespace

ShardDown::ShardDown(std::string shard, std::string reason)
    : ShardDown(fmt::format("shard {} cannot be asked: {}", shard, reason),
                "put that right, or search the other shards with: dateline-search --partial", shard,
                reason) {}

ShardDown::ShardDown(std::string shard, const std::filesystem::path& place,
                     const disk::Damaged& damage)
    : ShardDown(
          fmt::format("shard {} cannot be read: {}: {}", shard, place.string(), damage.what()),
          "restore it from a backup (dateline-index check tells all that is damaged), or "
          "search the other shards with: dateline-search --partial",
          shard, fmt::format("{}: {}", place.string(), damage.what())) {}

ShardDown::ShardDown(const std::string& message, const std::string& hint, std::string shard,
                     std::string reason)
    : Error(Exit::BadArchive, message, hint),
      shard_(std::move(shard)),
      reason_(std::move(reason)) {}

Xapian::Database connect_and_check(const std::string& words, const std::string& uuid,
                                   std::uint64_t articles, double timeout_seconds) {
  Xapian::Database database = connect(read_server(words), timeout_seconds);
  if (database.get_uuid() != uuid || database.get_doccount() != articles) {
    throw Xapian::DatabaseOpeningError(
        fmt::format("it has another database: {} with {} articles, and not {} with {}",
                    database.get_uuid(), database.get_doccount(), uuid, articles));
  }
  return database;
}

ServedShard::ServedShard(std::string name, Served served, ServerPatience patience,
                         const std::filesystem::path& stories, disk::BlockSums sums)
    : name_(std::move(name)),
      served_(std::move(served)),
      patience_(patience),
      stories_file_(stories),
      stories_(stories, std::move(sums)) {
  if (stories_.documents() != served_.articles) {
    throw disk::Damaged("it is of another database");
  }
}

std::uint64_t ServedShard::frequency(const Xapian::Database& database, const std::string& term) {
  if (const auto known = known_frequency(term)) return *known;
  if (frequencies_.size() >= kRememberedTerms) frequencies_.clear();
  return frequencies_[term] = database.get_termfreq(term);
}

std::optional<std::uint64_t> ServedShard::known_frequency(const std::string& term) const {
  const auto known = frequencies_.find(term);
  if (known == frequencies_.end()) return std::nullopt;
  return known->second;
}

void ServedShard::connect_to(std::size_t server) {
  if (!never_.empty()) throw ShardDown(name_, never_);
  if (database_ && server == server_) return;
  database_.reset();
  database_ = connect_and_check(served_.servers[server], served_.database, served_.articles,
                                patience_.timeout_seconds);
  server_ = server;
}

/// One question put to one shard, until a server answers it or none is left.
class Round {
 public:
  Round(ServedShard& shard, std::size_t index)
      : shard_(shard),
        index_(index),
        tries_(shard.served_.servers.size()),
        at_(shard.server_),
        may_be_stale_(shard.database_.has_value()) {}

  [[nodiscard]] bool done() const { return done_; }
  [[nodiscard]] const std::string& reasons() const { return reasons_; }
  [[nodiscard]] const ServedShard& shard() const { return shard_; }

  /// To be called before `attempt`, where no other thread runs: libxapian 1.4 may hang in a program
  /// that it starts in a process with threads.
  void start_program() {
    if (read_server(shard_.served_.servers[at_]).by_ssh) {
      guarded([&] { shard_.connect_to(at_); });
    }
  }

  void attempt(const Asking& asking) {
    if (failed_) return;
    guarded([&] {
      shard_.connect_to(at_);
      asking(index_, *shard_.database_);
      done_ = true;
    });
  }

  /// Goes to the next server that may be tried. False when there is none.
  bool next() {
    failed_ = false;
    for (std::size_t i = 0; i < tries_.size(); ++i) {
      at_ = (at_ + 1) % tries_.size();
      if (tries_[at_] <= shard_.patience_.retries) return true;
    }
    return false;
  }

  /// What stopped the asking, if it was no server.
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  template <typename Work>
  void guarded(Work work) {
    try {
      work();
    } catch (const Xapian::NetworkTimeoutError& e) {
      fail(description(e), shard_.patience_.retries + 1);
    } catch (const Xapian::Error& e) {
      // A connection that was left idle may have been closed; that is no failure of the server.
      may_be_stale_ ? fail("", 0) : fail(description(e), 1);
    } catch (...) {
      error_ = std::current_exception();
      done_ = true;
    }
  }

  void fail(const std::string& reason, unsigned tries) {
    shard_.database_.reset();
    may_be_stale_ = false;
    failed_ = true;
    tries_[at_] += tries;
    if (tries == 0) {
      at_ = (at_ + tries_.size() - 1) % tries_.size();  // so that `next` comes to the same again
      return;
    }
    const std::string whole = fmt::format("{}: {}", shard_.served_.servers[at_], reason);
    if (reasons_.find(whole) == std::string::npos) {
      reasons_ += (reasons_.empty() ? "" : "; ") + whole;
    }
  }

  ServedShard& shard_;
  std::size_t index_;
  std::vector<unsigned> tries_;  ///< by server
  std::size_t at_;
  bool may_be_stale_;  ///< the connection was open before
  bool failed_ = false;
  bool done_ = false;
  std::string reasons_;
  std::exception_ptr error_;
};

void ask(const ServedShards& shards, const Asking& asking) {
  std::vector<Round> rounds;
  for (std::size_t i = 0; i < shards.size(); ++i) rounds.emplace_back(*shards[i], i);
  std::vector<Round*> pending;
  for (Round& round : rounds) pending.push_back(&round);
  while (!pending.empty()) {
    for (Round* round : pending) round->start_program();
    parallel(pending.size(), static_cast<unsigned>(pending.size()),
             [&] { return [&](std::size_t i) { pending[i]->attempt(asking); }; });
    for (const Round* round : pending) round->rethrow();
    std::erase_if(pending, [](const Round* round) { return round->done(); });
    for (Round* round : pending) {
      if (!round->next()) throw ShardDown(round->shard().name(), round->reasons());
    }
  }
}

void ask(const std::shared_ptr<ServedShard>& shard,
         const std::function<void(const Xapian::Database&)>& asking) {
  ask({shard}, [&](std::size_t, const Xapian::Database& database) { asking(database); });
}

}  // namespace dateline
