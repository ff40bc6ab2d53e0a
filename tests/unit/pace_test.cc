// SPDX-License-Identifier: GPL-2.0-or-later
// When a run publishes: soon at first, less often later, and before a minute's work is at risk.
#include "indexer/commands/add/pace.h"

#include <vector>

#include <catch2/catch.hpp>

namespace pace_test {

using namespace dateline;
using namespace dateline::commands;
using std::chrono::seconds;

namespace {

/// Reads `bytes_a_second`, publishes at `publishing_speed`, and returns how much work each
/// publication saved, including its own.
std::vector<double> work_saved(double bytes_a_second, double publishing_speed, int publications) {
  Pace pace;
  std::vector<double> saved;
  Pace::Clock::time_point now;
  while (saved.size() < static_cast<std::size_t>(publications)) {
    const auto begun = now;
    double bytes = 0;
    do {
      now += std::chrono::milliseconds(10);
      pace.take(static_cast<std::uint64_t>(bytes_a_second / 100), now);
      bytes += bytes_a_second / 100;
    } while (pace.left(now)->count() > 0);
    const auto spent = std::chrono::duration_cast<Pace::Clock::duration>(
        std::chrono::duration<double>(bytes / publishing_speed));
    pace.published(spent);
    now += spent;
    saved.push_back(std::chrono::duration<double>(now - begun).count());
  }
  return saved;
}

}  // namespace

TEST_CASE("nothing is due where nothing was taken", "[pace]") {
  Pace pace;
  const Pace::Clock::time_point start;
  CHECK_FALSE(pace.left(start + seconds(1000)));
  pace.take(10, start + seconds(1000));
  REQUIRE(pace.left(start + seconds(1000)));
  CHECK(*pace.left(start + seconds(1000)) > seconds(3));
  CHECK(*pace.left(start + seconds(1010)) <= seconds(0));
  pace.published(seconds(1));
  CHECK_FALSE(pace.left(start + seconds(2000)));
}

TEST_CASE("publications come soon, then rarer, and never save more than a minute", "[pace]") {
  // For a fast machine, a slow one, one that reads slowly, and one that builds slowly.
  for (const auto& [reading, building] : {std::pair{100e6, 20e6}, std::pair{5e6, 0.5e6},
                                          std::pair{1e3, 20e6}, std::pair{50e6, 1e6}}) {
    INFO(reading << " " << building);
    const std::vector<double> saved = work_saved(reading, building, 10);
    // The first time, the speed of building is unknown.
    CHECK(saved[0] < 120);
    for (std::size_t i = 1; i < saved.size(); ++i) CHECK(saved[i] < 65);
    for (std::size_t i = 2; i < saved.size(); ++i) CHECK(saved[i] > 0.9 * saved[i - 1]);
    CHECK(saved[9] > 50);
  }
  CHECK(work_saved(100e6, 20e6, 1)[0] < 10);
}

}  // namespace pace_test
