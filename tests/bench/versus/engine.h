// SPDX-License-Identifier: GPL-2.0-or-later
// A long-lived engine on pipes; protocol.h has the protocol.
#pragma once

#include "tests/bench/process.h"

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include <sys/types.h>

namespace dateline::bench {

struct Answer {
  double milliseconds = 0;
  std::string count;                ///< "-" if it was not counted
  std::vector<std::string> fields;  ///< all that follows
};

class Engine {
 public:
  /// Starts PROGRAM serve DIRECTORY. All functions throw std::runtime_error when it ends or answers
  /// out of form.
  Engine(std::string program, const std::string& directory);
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine();

  Answer ask(const std::string& request);
  /// Its peak memory so far, including pages of files that it reads in place.
  [[nodiscard]] std::uint64_t peak_rss_bytes() const { return status_bytes("VmHWM:"); }
  /// Its memory now, without pages of files.
  [[nodiscard]] std::uint64_t own_bytes() const { return status_bytes("RssAnon:"); }

 private:
  std::string line();
  [[nodiscard]] std::uint64_t status_bytes(const std::string& name) const;

  std::string program_;
  pid_t pid_ = 0;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
};

}  // namespace dateline::bench
