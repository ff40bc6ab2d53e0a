// SPDX-License-Identifier: GPL-2.0-or-later
// The results as a table for people and as JSON for programs.
#pragma once

#include "tests/bench/machine.h"
#include "tests/bench/measure.h"

#include <cstdint>
#include <string>

namespace dateline::bench {

struct Report {
  Machine machine;
  Programs programs;
  std::string peer_version;  ///< as scriptindex states it; empty without peers
  std::uint64_t articles = 0;
  std::uint64_t seed = 0;
  std::uint64_t queries = 0;
  std::uint64_t text_bytes = 0;
  Measurements measured;
};

std::string as_text(const Report& report);

/// One JSON object. Times are seconds in "indexing" and milliseconds in "search"; null means not
/// measured.
std::string as_json(const Report& report);

}  // namespace dateline::bench
