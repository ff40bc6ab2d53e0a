// SPDX-License-Identifier: GPL-2.0-or-later
// What a program takes on its command line, as plain data read from CLI11's App: the one source of
// --help, completions and man pages.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace dateline::cli {

/// What a shell can complete.
enum class Values {
  Any,  ///< nothing is known about it
  Choice,
  File,
  Directory,
  Archive,
  Saved,  ///< the name of a saved search of the archive
  Query,  ///< words of a query, which may name saved searches
};

/// An option, or a word without a name before it.
struct Option {
  std::vector<std::string> names;  ///< "-h", "--help"; none for a word
  std::string label;               ///< what stands for the value: "FILE", "QUERY"; "" for a flag
  std::string description;         ///< one line
  Values values = Values::Any;
  std::vector<std::string> choices;  ///< of Values::Choice
  bool is_required = false;
  bool repeats = false;

  [[nodiscard]] bool takes_value() const { return !names.empty() && !label.empty(); }
  bool operator==(const Option&) const = default;
};

/// A program, or one of its verbs.
struct Command {
  std::string name;         ///< "move"
  std::string path;         ///< "shard move"; "" for the program
  std::string description;  ///< may have several lines
  std::string footer;
  std::vector<Option> options;
  std::vector<Option> words;
  std::vector<Command> commands;

  /// The first line of the description, without a full stop.
  [[nodiscard]] std::string summary() const;
};

struct Program {
  Command root;
  std::string implied_verb;  ///< the verb that may be left out, or ""

  [[nodiscard]] const std::string& name() const { return root.name; }
  /// The verb that may be left out, or null.
  [[nodiscard]] const Command* implied() const;
  /// The program's name as part of a function name.
  [[nodiscard]] std::string identifier() const;
  /// The program and its verbs, each before its sub-verbs.
  [[nodiscard]] std::vector<const Command*> all() const;
};

/// Reads everything that is not hidden.
Program describe(CLI::App& app, const std::string& implied_verb);

}  // namespace dateline::cli
