// SPDX-License-Identifier: GPL-2.0-or-later
// How often a test of random input tries, and from which seed.
#pragma once

#include <chrono>
#include <cstdint>

namespace test {

/// DATELINE_TEST_SEED, or a constant. A test that fails prints it.
std::uint64_t seed_of_run();

/// How much of `usual` to do: all of it in a run whose DATELINE_TEST_SECONDS are the usual 20, a
/// quarter when these are 5, ten times as much when they are 200; but `least` in any case.
int scaled(int least, int usual);

/// The rounds of a random test: as many as `scaled` says. It ends early once these seconds are
/// over, but never before `least` rounds, so that a test can fail on a slow machine too.
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
