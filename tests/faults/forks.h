// SPDX-License-Identifier: GPL-2.0-or-later
// Programs that are started once and fork for each run: starting takes most of a run's time.
#pragma once

#include "tests/e2e/process.h"

#include <string>
#include <vector>

#include <sys/types.h>

namespace faults {

/// One of Dateline's programs, paused at the beginning of its main. forks_preload.cc does that.
class Forks {
 public:
  /// With a library preloaded, if `preload` names one, into it and what it starts. Throws
  /// std::runtime_error when it cannot be started.
  Forks(const std::string& program, const std::vector<std::string>& environment,
        const std::string& preload = "");
  Forks(const Forks&) = delete;
  Forks& operator=(const Forks&) = delete;
  ~Forks();

  /// Runs it to its end; a signal ends it after that many seconds. `memory_kib` is its peak.
  e2e::Outcome run(const std::vector<std::string>& arguments, unsigned seconds, long& memory_kib);

 private:
  e2e::Directory directory_;  ///< its outputs
  pid_t pid_ = 0;
  int requests_ = -1;
  int replies_ = -1;
};

}  // namespace faults
