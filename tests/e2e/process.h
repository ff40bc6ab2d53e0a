// SPDX-License-Identifier: GPL-2.0-or-later
// Running the real programs on real files, in a private directory.
#pragma once

#include "tests/waiting.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace e2e {

/// What a program did.
struct Outcome {
  int exit_code = -1;  ///< 128 + signal when a signal ended it
  std::string out;
  std::string err;
  double processor_seconds = 0;  ///< user and system, with the programs that it waited for
};

/// A program's inputs besides its arguments.
struct Surroundings {
  std::string input = {};                     ///< on standard input
  std::vector<std::string> environment = {};  ///< "NAME=value", added to our own
  bool obey_permissions = false;              ///< without root's power to read every file
  unsigned seconds = 0;                       ///< ended by SIGALRM after these; 0: never
  std::chrono::milliseconds patience = test::kPatience;
};

/// Runs `program` until it has ended and its outputs are closed; throws if that takes too long.
Outcome run(const std::string& program, const std::vector<std::string>& arguments,
            const Surroundings& surroundings = {});

/// Starts `program` with its output thrown away; the caller waits for it with `wait_for`.
pid_t start(const std::string& program, const std::vector<std::string>& arguments);
/// The exit code; 128 + signal when a signal ended it. Throws if it does not end.
int wait_for(pid_t pid);

/// Paths of the two programs under test: those that DATELINE_INDEX and DATELINE_SEARCH name in the
/// environment, else those that were built beside the tests.
const std::string& index_program();
const std::string& search_program();
Outcome index(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});
Outcome search(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});

/// The outcome of a program that must not fail. Throws with all its output if it does.
Outcome must(Outcome outcome);

/// A fresh directory, removed with all that is in it.
class Directory {
 public:
  Directory();
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory();

  /// Writes a file below the directory, creating directories as needed, and returns its path.
  std::string write(const std::string& name, std::string_view content) const;
  [[nodiscard]] std::string path(const std::string& name) const;
  [[nodiscard]] std::string path() const { return root_.string(); }

 private:
  std::filesystem::path root_;
};

std::string read(const std::filesystem::path& path);

/// An article in the founding format.
std::string article(const std::string& date, const std::string& headline, const std::string& body);

/// True if `text` contains `part`; for readable REQUIREs.
bool contains(const std::string& text, const std::string& part);

/// The number after "name:" in the closing summary of `add`, "" if the line is missing.
std::string summary(const Outcome& added, const std::string& name);

}  // namespace e2e
