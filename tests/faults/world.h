// SPDX-License-Identifier: GPL-2.0-or-later
// A directory of archives on which the programs run with faults, from the same initial state each
// time.
#pragma once

#include "tests/e2e/process.h"
#include "tests/faults/control.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace test {
class Server;
}

namespace faults {

class Forks;

/// How a program is started: dateline-index or dateline-search.
struct Command {
  std::string program;
  std::vector<std::string> arguments;
  std::string input = {};  ///< on standard input
};

Command index(std::vector<std::string> arguments);
Command search(std::vector<std::string> arguments);

/// What happens to it meanwhile.
struct Plan {
  Fault fault = Fault::None;
  std::uint32_t points = kAll;
  std::uint64_t at = 0;
  int error = 0;
  bool is_sticky = false;
  bool is_logged = false;
  std::string only = {};
  std::uint32_t delay_us = 0;
  unsigned clock_step_s = 0;
};

/// What is in the archive and was passed on from it, as far as a fault must not change it.
struct State {
  bool is_there = false;
  std::set<std::string> articles;  ///< lines of its export, what was deleted, or what it is instead
  std::string shape;               ///< its shards, and who has them
  std::string saved;               ///< searches and alerts
  std::set<std::string> beside;    ///< backups and copies of it: what they hold, by name
  std::set<std::string> rejects;   ///< the lines of rejects.jsonl
  std::set<std::string> delivered;  ///< what alerts delivered, by way
  bool operator==(const State&) const = default;
};

/// What differs, for people.
std::string difference(const State& is, const State& should_be);

class World {
 public:
  World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World();

  /// Everything on which calls are counted.
  [[nodiscard]] std::filesystem::path root() const { return directory_.path("world"); }
  [[nodiscard]] std::string path(const std::string& name) const { return (root() / name).string(); }
  [[nodiscard]] std::string archive() const { return path("archive"); }
  /// Writes an input file, where calls are not counted.
  [[nodiscard]] std::string input(const std::string& name, const std::string& content) const;
  /// Makes Xapian's server serve a database, from its own copy. Returns its address.
  std::string serve(const std::filesystem::path& database);
  /// Of the last that is served.
  [[nodiscard]] std::string server() const;

  /// Each run begins with the current state.
  void save() const;
  void restore() const;

  /// Runs to the end, or for a minute.
  e2e::Outcome run(const Command& command, const Plan& plan = {});
  /// The same; throws unless it ends with 0.
  void must(const Command& command);
  /// What the shim counted in the last run.
  [[nodiscard]] const Control& control() const { return *control_; }
  [[nodiscard]] std::filesystem::path log() const { return directory_.path("log"); }

  /// The format that a command upgrades, or 0.
  int old_format = 0;
  /// An archive that `check` finds damaged is also a state, not a fault.
  bool may_be_damaged = false;
  /// The shape of an archive is also how many segments its shards have. What was not merged because
  /// a run was interrupted is merged by a later one.
  bool counts_segments = false;
  /// Reads it with the programs; throws if these say that it is not sound.
  State state();
  /// Parts of archives that a fault may change, but that must be correct once a command has
  /// completed: what `check` notes, what alerts remember, how many deliveries there were.
  std::set<std::string> rest();
  /// Of all names and bytes of the root without the lock.
  [[nodiscard]] std::uint64_t hash() const;
  /// Of all names and bytes beside the root, which no fault may touch.
  [[nodiscard]] std::uint64_t hash_beside() const;

 private:
  [[nodiscard]] std::filesystem::path saved() const { return directory_.path("saved"); }
  [[nodiscard]] std::string scratch() const { return directory_.path("scratch"); }
  void check(const std::string& archive);
  const std::set<std::string>& articles_of(const std::string& archive);
  std::set<std::string> what_is_in(const std::string& archive);
  /// Directories below the root that have a manifest.
  [[nodiscard]] std::vector<std::string> archives() const;
  void look_beside(State& state);
  void look_at_backup(const std::string& name, State& state);
  void look_at_copy(const std::string& name, State& state);
  void look_at_deliveries(State& state) const;

  [[nodiscard]] std::vector<std::string> environment() const;

  e2e::Directory directory_;
  Control* control_;
  std::map<std::string, std::unique_ptr<Forks>> programs_;
  std::vector<std::unique_ptr<test::Server>> servers_;
  std::map<std::string, std::set<std::string>> exported_;  ///< by manifest
};

}  // namespace faults
