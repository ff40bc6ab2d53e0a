// SPDX-License-Identifier: GPL-2.0-or-later
// Rounds: all shards are asked at once; those that failed are asked again, at their next server.
#include "common/archive/served_shard.h"

#include "common/archive/slow_servers.h"
#include "common/disk/damaged.h"
#include "common/fields/schema.h"
#include "common/process/parallel.h"

#include <algorithm>
#include <exception>
#include <set>

#include <fmt/format.h>

namespace dateline {
namespace {

/// After this long, a shard that kept its process waiting gets as much time again.
constexpr std::chrono::minutes kForgiven{1};

/// Less is too short to answer in.
constexpr double kLeastTimeout = 0.05;

std::string description(const Xapian::Error& e) {
  std::string text = e.get_msg();
  if (const char* system = e.get_error_string()) text += fmt::format(" ({})", system);
  return text;
}

}  // namespace

ShardDown::ShardDown(std::string shard, std::string reason, Code code)
    : ShardDown(code, fmt::format("shard {} cannot be asked: {}", shard, reason),
                {"fix the server, or leave the shard out", Setting::Partial}, shard, reason) {}

ShardDown::ShardDown(std::string shard, const std::filesystem::path& place,
                     const disk::Damaged& damage)
    : ShardDown(
          Code::Damaged,
          fmt::format("shard {} cannot be read: {}: {}", shard, place.string(), damage.what()),
          {"restore it from a backup (dateline-index check lists all damage), or search "
           "the other shards",
           Setting::Partial},
          shard, fmt::format("{}: {}", place.string(), damage.what())) {}

ShardDown::ShardDown(Code code, const std::string& message, Advice hint, std::string shard,
                     std::string reason)
    : Error(code, message, std::move(hint)), shard_(std::move(shard)), reason_(std::move(reason)) {}

std::unique_ptr<const Connection> connect_and_check(const std::string& words,
                                                    const std::string& uuid, std::uint64_t articles,
                                                    double timeout_seconds) {
  auto connection = std::make_unique<const Connection>(read_server(words), timeout_seconds);
  const Xapian::Database& database = connection->database();
  if (database.get_uuid() != uuid || database.get_doccount() != articles) {
    throw Xapian::DatabaseOpeningError(
        fmt::format("it has another database: {} with {} articles, not {} with {}",
                    database.get_uuid(), database.get_doccount(), uuid, articles));
  }
  return connection;
}

ServedShard::ServedShard(std::string name, Served served, ServerTimeouts timeouts, KeptFile stories,
                         std::optional<ServedFacts> facts)
    : name_(std::move(name)),
      served_(std::move(served)),
      timeouts_(timeouts),
      stories_file_(stories.path),
      stories_(stories.path, std::move(stories.sums)),
      facts_(std::move(facts)) {
  if (stories_.documents() != served_.articles ||
      (facts_ && facts_->documents() != served_.articles)) {
    throw disk::Damaged("it belongs to another database");
  }
}

bool ServedShard::hides(std::uint32_t docid) const {
  const std::vector<HiddenArticle>& hidden = served_.hidden;
  return std::ranges::binary_search(hidden, docid, {}, &HiddenArticle::docid);
}

std::uint64_t ServedShard::frequency(const Xapian::Database& database, const std::string& term) {
  if (const auto known = known_frequency(term)) return *known;
  const auto of_language = term_and_language(term);
  std::uint64_t articles = 0;
  if (of_language) {
    Xapian::Enquire enquire(database);
    enquire.set_query(
        Xapian::Query(Xapian::Query::OP_FILTER, Xapian::Query(of_language->first),
                      Xapian::Query(std::string(schema::kLanguagePrefix) + of_language->second)));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    articles = enquire.get_mset(0, 0, database.get_doccount()).get_matches_estimated();
  } else {
    articles = database.get_termfreq(term);
  }
  frequencies_.remember(term, articles);
  return articles;
}

std::optional<std::uint64_t> ServedShard::known_frequency(const std::string& term) const {
  const auto of_language = term_and_language(term);
  const auto& languages = served_.languages;
  if (of_language && !std::ranges::binary_search(languages, of_language->second)) return 0;
  if (of_language && languages.size() == 1) return known_frequency(of_language->first);
  if (facts_ && term.starts_with(schema::kIdPrefix)) {
    return use_facts([&](const ServedFacts& facts) -> std::uint64_t {
      const auto docid = facts.find_term(term);
      return docid && !hides(*docid) ? 1 : 0;
    });
  }
  if (facts_) {
    return use_facts([&](const ServedFacts& facts) {
      return of_language ? facts.frequency_in(of_language->first, of_language->second, languages)
                         : facts.frequency(term);
    });
  }
  return frequencies_.find(term);
}

double ServedShard::patience_left() const {
  const bool is_forgiven = Clock::now() - when_waited_ > kForgiven;
  return timeouts_.timeout_seconds - (is_forgiven ? 0 : waited_);
}

void ServedShard::connect_to(std::size_t server, double timeout_seconds) {
  if (!never_.empty()) throw ShardDown(name_, never_);
  if (connection_ && server == server_) return;
  connection_.reset();
  connection_ = connect_and_check(served_.servers[server], served_.database, served_.articles,
                                  timeout_seconds);
  server_ = server;
}

/// One question put to one shard, until a server answers it or none is left.
class Round {
 public:
  Round(ServedShard& shard, std::size_t index)
      : shard_(shard),
        index_(index),
        tries_(shard.served_.servers.size()),
        may_be_stale_(shard.connection_ != nullptr) {
    // The one that is connected, then those that answer, then the others.
    for (std::size_t i = 0; i < tries_.size(); ++i) {
      order_.push_back((shard.server_ + i) % tries_.size());
    }
    if (tries_.size() == 1 || may_be_stale_) return;
    const std::set<std::string> slow = slow_servers();
    std::stable_partition(order_.begin(), order_.end(), [&](std::size_t server) {
      return !slow.contains(shard.served_.servers[server]);
    });
  }

  [[nodiscard]] bool done() const { return done_; }
  [[nodiscard]] const std::string& reasons() const { return reasons_; }
  [[nodiscard]] std::size_t index() const { return index_; }

  void attempt(const Asking& asking) {
    if (failed_) return;
    guarded([&] {
      connect();
      asking(index_, shard_.connection_->database());
      done_ = true;
    });
  }

  /// Goes to the next server that may be tried; call it only where no other thread runs. False when
  /// there is none, or no time.
  bool next() {
    if (failed_ && tries_.size() > 1 && tries_[server()] != 0) note_slow_server(words());
    failed_ = false;
    if (shard_.patience_left() < kLeastTimeout) {
      if (reasons_.empty()) reasons_ = words() + ": it did not answer before";
      return false;
    }
    for (std::size_t i = 0; i < tries_.size(); ++i) {
      if (tries_[server()] == 0) return true;  // its connection was stale, and nothing else
      at_ = (at_ + 1) % tries_.size();
      if (tries_[server()] <= shard_.timeouts_.retries) return true;
    }
    return false;
  }

  /// What stopped the request, if it was not a server.
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  using Clock = ServedShard::Clock;

  [[nodiscard]] std::size_t server() const { return order_[at_]; }
  [[nodiscard]] const std::string& words() const { return shard_.served_.servers[server()]; }

  /// Servers that were not tried yet have the same share of the time that is left.
  void connect() {
    const auto untried = std::count(tries_.begin(), tries_.end(), 0U);
    share_ = shard_.patience_left() / static_cast<double>(std::max<std::ptrdiff_t>(untried, 1));
    shard_.connect_to(server(), std::max(share_, kLeastTimeout));
  }

  template <typename Work>
  void guarded(Work work) {
    const auto begin = Clock::now();
    try {
      work();
    } catch (const Xapian::NetworkTimeoutError& e) {
      fail(description(e), shard_.timeouts_.retries + 1, share_);
    } catch (const Xapian::Error& e) {
      // It may have answered for a long time before it failed.
      const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
      // A connection left idle may have been closed; that is not the server's failure.
      may_be_stale_ ? fail("", 0, 0) : fail(description(e), 1, std::min(seconds, share_ / 2));
    } catch (...) {
      error_ = std::current_exception();
      done_ = true;
    }
  }

  /// `waited`, in seconds, in vain.
  void fail(const std::string& reason, unsigned tries, double waited) {
    shard_.waited_ = shard_.timeouts_.timeout_seconds - shard_.patience_left() + waited;
    shard_.when_waited_ = Clock::now();
    shard_.connection_.reset();
    may_be_stale_ = false;
    failed_ = true;
    tries_[server()] += tries;
    if (tries == 0) return;
    const std::string whole = fmt::format("{}: {}", words(), reason);
    if (reasons_.find(whole) == std::string::npos) {
      reasons_ += (reasons_.empty() ? "" : "; ") + whole;
    }
  }

  ServedShard& shard_;
  std::size_t index_;
  std::vector<unsigned> tries_;     ///< by server
  std::vector<std::size_t> order_;  ///< of servers
  std::size_t at_ = 0;              ///< in that order
  double share_ = 0;                ///< seconds that the current server may take
  bool may_be_stale_;               ///< the connection was open before
  bool failed_ = false;
  bool done_ = false;
  std::string reasons_;
  std::exception_ptr error_;
};

std::vector<std::string> ask_each(const ServedShards& shards, const Asking& asking) {
  // All at once, so that no two callers wait for each other.
  std::vector<std::unique_lock<std::mutex>> locks;
  ServedShards in_order = shards;
  std::sort(in_order.begin(), in_order.end());
  for (const auto& shard : in_order) locks.emplace_back(shard->mutex_);
  std::vector<std::string> wrong(shards.size());
  std::vector<Round> rounds;
  for (std::size_t i = 0; i < shards.size(); ++i) rounds.emplace_back(*shards[i], i);
  std::vector<Round*> pending;
  const auto give_up = [&](Round* round) {
    if (round->next()) return false;
    wrong[round->index()] = round->reasons();
    return true;
  };
  for (Round& round : rounds) {
    if (!give_up(&round)) pending.push_back(&round);
  }
  while (!pending.empty()) {
    parallel(pending.size(), static_cast<unsigned>(pending.size()),
             [&] { return [&](std::size_t i) { pending[i]->attempt(asking); }; });
    for (const Round* round : pending) round->rethrow();
    std::erase_if(pending, [&](Round* round) { return round->done() || give_up(round); });
  }
  return wrong;
}

void ask(const ServedShards& shards, const Asking& asking) {
  const std::vector<std::string> wrong = ask_each(shards, asking);
  for (std::size_t i = 0; i < shards.size(); ++i) {
    if (!wrong[i].empty()) throw ShardDown(shards[i]->name(), wrong[i]);
  }
}

void ask(const std::shared_ptr<ServedShard>& shard,
         const std::function<void(const Xapian::Database&)>& asking) {
  ask({shard}, [&](std::size_t, const Xapian::Database& database) { asking(database); });
}

}  // namespace dateline
