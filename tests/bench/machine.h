// SPDX-License-Identifier: GPL-2.0-or-later
// What a figure depends on besides the program: the machine.
#pragma once

#include <cstdint>
#include <string>

namespace dateline::bench {

struct Machine {
  long cores = 0;
  std::string model;
  std::uint64_t memory_bytes = 0;
  std::string kernel;
  double load = 0;  ///< processes that wanted a core in the last minute
};

/// The machine this runs on. What the system does not provide is "unknown" or 0.
Machine this_machine();

}  // namespace dateline::bench
