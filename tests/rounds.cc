// SPDX-License-Identifier: GPL-2.0-or-later
// Seconds and seeds are told by the environment.
#include "tests/rounds.h"

#include <algorithm>
#include <cstdlib>

namespace test {
namespace {

constexpr double kUsualSeconds = 20;

double seconds_of_test() {
  const char* const given = std::getenv("DATELINE_TEST_SECONDS");
  return given == nullptr ? kUsualSeconds : std::strtod(given, nullptr);
}

}  // namespace

std::uint64_t seed_of_run() {
  const char* const given = std::getenv("DATELINE_TEST_SEED");
  return given == nullptr ? 20191213 : std::strtoull(given, nullptr, 10);
}

int scaled(int least, int usual) {
  return std::max(least, static_cast<int>(usual * seconds_of_test() / kUsualSeconds));
}

Rounds::Rounds(int least, int usual)
    : least_(least),
      most_(scaled(least, usual)),
      end_(std::chrono::steady_clock::now() +
           std::chrono::milliseconds(static_cast<std::int64_t>(seconds_of_test() * 1000))) {}

bool Rounds::next() {
  if (done_ >= most_) return false;
  if (done_ >= least_ && std::chrono::steady_clock::now() > end_) return false;
  ++done_;
  return true;
}

}  // namespace test
