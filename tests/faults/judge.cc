// SPDX-License-Identifier: GPL-2.0-or-later
// Equal contents are examined once, as most calls leave what the previous one left.
#include "tests/faults/judge.h"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace faults {
namespace {

constexpr std::size_t kTold = 5;

bool says(const e2e::Outcome& outcome, const char* word) {
  return e2e::contains(outcome.err, word);
}

}  // namespace

std::vector<std::uint64_t> chosen(std::uint64_t there, std::uint64_t share) {
  const char* const given = std::getenv("DATELINE_FAULTS_POINTS");
  std::uint64_t wanted = share;
  if (given != nullptr) wanted = std::string(given) == "all" ? there : std::stoull(given);
  std::vector<std::uint64_t> points;
  if (wanted >= there) {
    for (std::uint64_t i = 1; i <= there; ++i) points.push_back(i);
    return points;
  }
  for (std::uint64_t i = 0; i < wanted; ++i)
    points.push_back((2 * i + 1) * there / (2 * wanted) + 1);
  return points;
}

bool all_are_chosen() {
  const char* const given = std::getenv("DATELINE_FAULTS_POINTS");
  return given != nullptr && std::string(given) == "all" &&
         std::getenv("DATELINE_FAULTS_ONLY") == nullptr &&
         std::getenv("DATELINE_FAULTS_PART") == nullptr;
}

std::vector<const Scenario*> chosen_scenarios() {
  const char* const only = std::getenv("DATELINE_FAULTS_ONLY");
  const char* const part = std::getenv("DATELINE_FAULTS_PART");
  std::size_t number = 1;
  std::size_t parts = 1;
  if (part != nullptr && (std::sscanf(part, "%zu/%zu", &number, &parts) != 2 || parts == 0))
    throw std::runtime_error("DATELINE_FAULTS_PART is not like 2/6");
  std::vector<const Scenario*> chosen;
  std::size_t seen = 0;
  for (const Scenario& scenario : scenarios()) {
    if (only != nullptr && !e2e::contains(scenario.name, only)) continue;
    if (seen++ % parts == number - 1) chosen.push_back(&scenario);
  }
  if (chosen.empty())
    throw std::runtime_error("DATELINE_FAULTS_ONLY and DATELINE_FAULTS_PART leave no scenario");
  return chosen;
}

Judge::Judge(const Scenario& scenario) : scenario_(scenario) {
  scenario_.prepare(world_);
  const Command command = scenario_.command(world_);  // writes what it is to read
  world_.save();
  before_ = world_.state();
  const e2e::Outcome outcome = run({});
  for (unsigned i = 0; i < std::size(calls_); ++i) calls_[i] = world_.control().calls[i];
  expect_done(outcome);
  after_ = world_.state();
  rest_ = world_.rest();
  between_ = {before_.articles, after_.articles};
  for (const Start& step : scenario_.steps) {
    world_.restore();
    world_.run(step(world_));
    between_.insert(world_.state().articles);
  }
  run({});
  beside_ = world_.hash_beside();
  run_again("no fault");
}

std::uint64_t Judge::points(std::uint32_t of) const {
  std::uint64_t sum = 0;
  for (unsigned i = 0; i < std::size(calls_); ++i) {
    if ((of & bit(static_cast<Call>(i))) != 0) sum += calls_[i];
  }
  return sum;
}

e2e::Outcome Judge::run(const Plan& plan) {
  world_.restore();
  return run_here(plan);
}

e2e::Outcome Judge::run_here(const Plan& plan) {
  Plan timed = plan;
  timed.clock_step_s = scenario_.clock_step_s;
  return world_.run(scenario_.command(world_), timed);
}

void Judge::expect_done(const e2e::Outcome& outcome) const {
  if (scenario_.done.contains(outcome.exit_code)) return;
  throw std::runtime_error(fmt::format("{} ends with {} without a fault: {}", scenario_.name,
                                       outcome.exit_code, outcome.err));
}

void Judge::complain(const std::string& fault, const std::string& what) {
  problems_.push_back(fmt::format("{}, {}: {}", scenario_.name, fault, what));
}

void Judge::forget() {
  seen_.clear();
  problems_.clear();
}

void Judge::judge_run(const std::string& fault, const e2e::Outcome& outcome) {
  const std::string told = fmt::format("{} (exit {}, {})", fault, outcome.exit_code, outcome.err);
  const bool is_done = scenario_.done.contains(outcome.exit_code);
  const bool was_killed = outcome.exit_code == 128 + 9;
  if (outcome.exit_code >= 126 && !was_killed) complain(told, "ended by a signal");
  const bool is_partly = scenario_.partly.contains(outcome.exit_code) && !outcome.err.empty();
  if (!is_done && !was_killed && !is_partly && outcome.exit_code < 3)
    complain(told, "neither done nor failed");
  const Found found = find(told);
  // Revision 0 is an archive without articles.
  const bool is_published = says(outcome, "published as revision") && !says(outcome, "revision 0,");
  if ((is_done && found != Found::After) || (is_published && found == Found::Before)) {
    complain(told, "what was said to be done is not there");
  }
  const bool changes = place_of(before_) != Found::After;
  if (changes && found != Found::Before && says(outcome, "unchanged")) {
    complain(told, "what was said to be unchanged is changed");
  }
}

void Judge::judge_state(const std::string& fault, bool is_done) {
  if (is_done) judge_rest(fault);
  if (find(fault) != Found::After && is_done) {
    complain(fault, "what was said to be done is not there");
  }
}

void Judge::judge_rest(const std::string& fault) {
  const std::set<std::string> rest = world_.rest();
  if (rest == rest_) return;
  complain(fault, fmt::format("what was left at the end is '{}' and not '{}'",
                              fmt::join(rest, "; "), fmt::join(rest_, "; ")));
}

Judge::Found Judge::place_of(const State& state) const {
  const auto holds = [&](const State& other) {
    return state.articles == other.articles && state.shape == other.shape &&
           state.saved == other.saved && state.beside == other.beside;
  };
  if (holds(after_) && state.is_there == after_.is_there) return Found::After;
  // A new archive is empty first.
  if (holds(before_) && state.is_there >= before_.is_there) return Found::Before;
  if (!scenario_.has_steps || state.saved != before_.saved) return Found::Wrong;
  // Everything beside it is sound, as `state` has seen, and from before or after.
  for (const std::string& line : state.beside) {
    if (!before_.beside.contains(line) && !after_.beside.contains(line)) return Found::Wrong;
  }
  return between_.contains(state.articles) ? Found::Between : Found::Wrong;
}

Judge::Found Judge::find(const std::string& fault) {
  const auto [it, is_new] = seen_.try_emplace(world_.hash(), Found::Wrong);
  if (!is_new) return it->second;
  try {
    const State state = world_.state();
    it->second = place_of(state);
    if (it->second == Found::Wrong) {
      complain(fault, "neither before nor after: " + difference(state, after_));
    }
    run_again(fault);
  } catch (const std::exception& e) {
    complain(fault, e.what());
    it->second = Found::Wrong;
  }
  if (world_.hash_beside() != beside_) complain(fault, "files beside the archive changed");
  return it->second;
}

void Judge::run_again(const std::string& fault) {
  const e2e::Outcome outcome = run_here({});
  if (!scenario_.done.contains(outcome.exit_code) && !scenario_.again.contains(outcome.exit_code)) {
    complain(fault, fmt::format("run again, it ends with {}: {}", outcome.exit_code, outcome.err));
    return;
  }
  const State state = world_.state();
  if (state != after_) complain(fault, "run again, " + difference(state, after_));
}

void tell(const Judge& judge, const std::string& what, std::uint64_t hit, std::uint64_t there) {
  fmt::print("{:<19} {:<15} {:>5} of {:>5}\n", judge.name(), what, hit, there);
  std::fflush(stdout);
}

void report(const Judge& judge) {
  for (std::size_t i = 0; i < judge.problems().size() && i < kTold; ++i) {
    FAIL_CHECK(judge.problems()[i]);
  }
  if (judge.problems().size() > kTold) {
    FAIL_CHECK(judge.name() << ": " << judge.problems().size() << " problems");
  }
}

}  // namespace faults
