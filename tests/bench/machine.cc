// SPDX-License-Identifier: GPL-2.0-or-later
// Linux's own account of the machine.
#include "tests/bench/machine.h"

#include <cstdlib>
#include <fstream>

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace dateline::bench {
namespace {

std::string processor_model() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown";
}

}  // namespace

Machine this_machine() {
  Machine machine;
  machine.cores = sysconf(_SC_NPROCESSORS_ONLN);
  machine.model = processor_model();
  machine.memory_bytes = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                         static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  utsname system{};
  machine.kernel = uname(&system) == 0
                       ? fmt::format("{} {} {}", system.sysname, system.release, system.machine)
                       : "unknown";
  if (getloadavg(&machine.load, 1) != 1) machine.load = 0;
  return machine;
}

}  // namespace dateline::bench
