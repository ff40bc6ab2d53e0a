// SPDX-License-Identifier: GPL-2.0-or-later
// What a fault may leave: the state before, or the state after, nothing in between.
#pragma once

#include "tests/faults/scenarios.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace faults {

/// Which points of `there` a sweep takes: all if DATELINE_FAULTS_POINTS is "all"; as many as it
/// says, or `share` if it is not set, spread over them.
std::vector<std::uint64_t> chosen(std::uint64_t there, std::uint64_t share = 1);

/// DATELINE_FAULTS_POINTS is "all", and no scenario is left out.
bool all_are_chosen();

/// Scenarios that DATELINE_FAULTS_ONLY names, by part of their names; all when it is not set. Of
/// these, every sixth from the second on when DATELINE_FAULTS_PART is 2/6.
std::vector<const Scenario*> chosen_scenarios();

/// One scenario, run once without a fault to know what is correct.
class Judge {
 public:
  explicit Judge(const Scenario& scenario);

  [[nodiscard]] const std::string& name() const { return scenario_.name; }
  World& world() { return world_; }
  /// Calls that the command made.
  [[nodiscard]] std::uint64_t points(std::uint32_t of) const;
  /// The command with a fault, from the start.
  e2e::Outcome run(const Plan& plan);
  /// The same, with what is there now.
  e2e::Outcome run_here(const Plan& plan);
  /// Throws unless it completed.
  void expect_done(const e2e::Outcome& outcome) const;
  /// Judges what a run left, its outcome and its messages.
  void judge_run(const std::string& fault, const e2e::Outcome& outcome);
  /// Judges what is there. `is_done`: it was reported as done.
  void judge_state(const std::string& fault, bool is_done);

  /// What was wrong, in words; empty if nothing was.
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }
  /// Number of different contents examined.
  [[nodiscard]] std::size_t contents() const { return seen_.size(); }
  void complain(const std::string& fault, const std::string& what);
  /// Starts over, with nothing seen and no problem.
  void forget();

 private:
  /// The content is what was there before, what an intermediate step left, or what should be there.
  enum class Found { Before, Between, After, Wrong };
  void judge_rest(const std::string& fault);
  Found find(const std::string& fault);
  [[nodiscard]] Found place_of(const State& state) const;
  void run_again(const std::string& fault);

  const Scenario& scenario_;
  World world_;
  std::uint64_t calls_[static_cast<unsigned>(Call::Count)] = {};
  State before_;
  State after_;
  std::set<std::set<std::string>> between_;  ///< articles that may be there in between
  std::set<std::string> rest_;               ///< of after
  std::uint64_t beside_ = 0;
  std::map<std::uint64_t, Found> seen_;
  std::vector<std::string> problems_;
};

/// Prints a line of figures.
void tell(const Judge& judge, const std::string& what, std::uint64_t hit, std::uint64_t there);

/// Fails the test with the first of the judge's problems and their number.
void report(const Judge& judge);

}  // namespace faults
