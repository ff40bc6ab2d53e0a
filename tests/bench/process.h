// SPDX-License-Identifier: GPL-2.0-or-later
// Runs a program to its end and says what that took.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace dateline::bench {

using Arguments = std::vector<std::string>;

/// What a run of a program took. CPU time and memory are what the kernel reports for the process,
/// with those of its children that it waited for (rusage of wait4).
struct Run {
  double wall_seconds = 0;
  double cpu_seconds = 0;  ///< user and system
  std::uint64_t peak_rss_bytes = 0;
  std::string output;  ///< the end of what it wrote to stdout, 64 KiB at most
};

/// A program that could not be started or did not end with 0; `what()` names the command and has
/// the end of its stderr.
class CommandFailed : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Starts programs, one at a time, each with empty stdin and without the XAPIAN_ and DATELINE_
/// variables of the environment.
class Launcher {
 public:
  /// `scratch` is a directory; the stderr of each run passes through a file in it.
  explicit Launcher(const std::filesystem::path& scratch);

  /// Runs `arguments`, the first being the program (looked up in PATH if it has no slash). The
  /// clock starts before the process does and stops when it has ended. Throws CommandFailed, or
  /// std::system_error if this machine cannot.
  Run run(const Arguments& arguments);

 private:
  std::string stderr_file_;
  std::vector<std::string> environment_;
};

/// True when `program` can be executed; looked for in PATH when it has no slash.
bool is_runnable(const std::string& program);

}  // namespace dateline::bench
