// SPDX-License-Identifier: GPL-2.0-or-later
// What a line typed in the interactive mode asks for: a command, or a query.
#pragma once

#include "common/date/date.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::interactive {

enum class Verb {
  None,      ///< an empty line
  Query,     ///< `argument` is the query; empty finds every article
  Next,      ///< page
  Previous,  ///< page
  Open,      ///< article number `argument`
  Facets,    ///< `argument` is a facet field, or empty
  Timeline,  ///< `argument` is the name of a bucket, or empty
  From,      ///< `argument` is a date
  To,
  In,
  AnyDate,  ///< without date bounds
  Sort,     ///< `argument` is an order, or empty
  Explain,  ///< how the query was understood
  Write,    ///< to the file `argument`
  Help,
  Quit,
};

struct Command {
  Verb verb = Verb::None;
  std::string argument = {};
  /// For a query that begins like a command: what that command takes. Otherwise empty.
  std::string note = {};
  /// For a query that may be meant as a command: what to type instead, worth saying if nothing is
  /// found. Otherwise empty.
  std::string hint = {};
};

/// How a command is written, for completion, help and reading.
struct CommandName {
  std::string_view letter;  ///< "n"; empty if there is none
  std::string_view word;    ///< "next"
  Verb verb;
  std::string_view argument;  ///< "FIELD"; empty if it takes none
  std::string_view about;
};

/// All commands, in the order of the help.
const std::vector<CommandName>& command_names();

/// Values that the argument of a command can have, when they can be listed: fields, buckets,
/// orders.
std::vector<std::string> argument_values(Verb verb);

/// Reads a line. It is a command only if its first word is one and the rest fits: `from 2019`
/// narrows by date, `from Russia with love` is a query. A line that begins with `/` is always a
/// query, without the slash; so is a number of more than three digits, which may be a year.
Command read_command(std::string_view line, const Date& today);

}  // namespace dateline::interactive
