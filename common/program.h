// SPDX-License-Identifier: GPL-2.0-or-later
// What both programs' `main` share: printing, complaining, exit codes.
#pragma once

#include "common/errors.h"
#include "common/terminal.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace dateline {

/// Writes to stdout. Throws Error (MachineFailed) when it cannot, except to a closed pipe.
void print(std::string_view text);

/// One line on stderr (see `tell`), begun with the program's name, made safe for a terminal.
void complain(std::string_view message);

/// Parses the arguments. Returns the exit code when there is nothing left to do: `--help` and
/// `--version` (printed to stdout), or wrong usage (explained on stderr).
std::optional<Exit> parse_arguments(CLI::App& app, int argc, char** argv);
std::optional<Exit> parse_arguments(CLI::App& app, const std::vector<std::string>& arguments);

/// What went wrong, as it is told to users.
struct Failure {
  Exit code = Exit::MachineFailed;
  std::string text;  ///< lines for a terminal: the cause, the place in the query, what to do
};

/// Runs `work`; nothing when all went well. Whatever it throws is a failure.
std::optional<Failure> failure_of(const std::function<void()>& work);

/// Runs `dispatch` and turns every exception into a message and an exit code.
int run_program(const char* name, Exit (*dispatch)(int, char**), int argc, char** argv);

}  // namespace dateline
