// SPDX-License-Identifier: GPL-2.0-or-later
// What both programs' `main` share: printing, complaining, exit codes.
#pragma once

#include "common/cli/exit.h"
#include "common/errors/errors.h"
#include "common/terminal/terminal.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace dateline {

/// Writes to stdout. Throws Error (Machine) when it cannot, except to a closed pipe.
void print(std::string_view text);

/// One line on stderr (see `tell`), prefixed with the program's name, made safe for a terminal.
void complain(std::string_view message);

/// Parses the arguments. Returns the exit code when there is nothing left to do: `--help` and
/// `--version`, printed to stdout. Throws Error (Usage).
std::optional<Exit> parse_arguments(CLI::App& app, int argc, char** argv);
std::optional<Exit> parse_arguments(CLI::App& app, const std::vector<std::string>& arguments);

/// Is the option given with that value, before any "--"? For what must be known even if the
/// arguments cannot be parsed.
bool is_given(std::string_view option, std::string_view value, int argc, char** argv);

/// Runs `dispatch` and turns every exception into a message on stderr and an exit code; with
/// `answers_in_json` also into JSON on stdout, unless part of an answer is already there.
int run_program(const char* name, Exit (*dispatch)(int, char**), int argc, char** argv,
                bool answers_in_json);

}  // namespace dateline
