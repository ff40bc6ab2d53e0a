// SPDX-License-Identifier: GPL-2.0-or-later
// How often a test of random input tries, and from which seed.
#pragma once

#include <chrono>
#include <cstdint>

namespace test {

/// DATELINE_TEST_SEED, or a constant. A test that fails prints it.
std::uint64_t seed_of_run();

/// The rounds of a random test: `usual` ones in a run whose DATELINE_TEST_SECONDS are the usual 20,
/// ten times as many when these are 200. It ends early once these seconds are over, but never
/// before `least` rounds, so that a test can fail on a slow machine too.
class Rounds {
 public:
  Rounds(int least, int usual);

  /// Is there another round? It is number `done() - 1`.
  bool next();
  /// Rounds so far, with the one that is going on.
  [[nodiscard]] int done() const { return done_; }

 private:
  int least_;
  int most_;
  int done_ = 0;
  std::chrono::steady_clock::time_point end_;
};

}  // namespace test
