// SPDX-License-Identifier: GPL-2.0-or-later
// A line for each thing that can be completed, with the place where it can occur.
#include "common/cli/completion/completion.h"

#include <set>

#include <fmt/format.h>

namespace dateline::cli {
namespace {

constexpr std::string_view kFishHead =
    R"script(# fish completion for @NAME@; made by: @NAME@ completion fish

# Archives; if there is none, the directories that may lead to one.
function __@P@_archives
    set -l directories (__fish_complete_directories (commandline -ct) '')
    set -l archives
    for directory in $directories
        set -l path (string replace -r '^~' $HOME -- (string trim -- $directory))
        test -e $path/@MANIFEST@; and set -a archives $directory
    end
    if set -q archives[1]
        printf '%s\n' $archives
    else
        printf '%s\n' $directories
    end
end

# Saved searches of the first archive among the words, or of DATELINE_ARCHIVE.
function __@P@_saved
    set -l archive $DATELINE_ARCHIVE
    for token in (commandline -opc)
        set -l path (string replace -r '^~' $HOME -- $token)
        if test -e $path/@MANIFEST@
            set archive $path
            break
        end
    end
    for file in $archive/@SAVED@/*.toml
        string replace -r '.*/(.*)\.toml$' '$1' -- $file
    end
end

# Saved searches that a query names as query:NAME.
function __@P@_query
    set -l before (string match -r -- '^-?query:' (commandline -ct))
    and __@P@_saved | string replace -r -- '^' $before
end

)script";

constexpr std::string_view kState = R"script(
# The command that is written so far, and how many words of its own it has.
function __@P@_state
    set -l path ''
    set -l count 0
    set -l is_value 0
    set -l tokens (commandline -opc)
    for token in $tokens[2..-1]
        if test $is_value = 1
            set is_value 0
            continue
        end
        set -l longer (string trim -- "$path $token")
        if test $count = 0; and contains -- $longer $__@P@_commands
            set path $longer
            continue
        end
        test -z "$path"; and set path "$__@P@_implied"
        if string match -q -- '-?*' $token
            contains -- $token $__@P@_valued; and set is_value 1
        else
            set count (math $count + 1)
        end
    end
    echo $path
    echo $count
end

# True in that command (a verb that may be left out counts); with numbers, only where so many of its
# words, from the first to the last number, are written.
function __@P@_in
    set -l state (__@P@_state)
    set -l path "$state[1]"
    if test -z "$path"; and test -n "$argv[1]"
        set path "$__@P@_implied"
    end
    test "$path" = "$argv[1]"; or return 1
    set -q argv[2]; or return 0
    test $state[2] -ge $argv[2]; and test $state[2] -le $argv[3]
end

complete -c @NAME@ -f
)script";

std::string word(std::string_view text) {
  return "'" + escaped(text, "\\'") + "'";
}

std::string fish_action(const Option& option) {
  switch (option.values) {
    case Values::Choice:
      return fmt::format("-x -a '{}'", fmt::join(option.choices, " "));
    case Values::File:
      return "-r -F";
    case Values::Directory:
      return "-x -a '(__fish_complete_directories)'";
    case Values::Archive:
      return "-x -a '(__@P@_archives)'";
    case Values::Saved:
      return "-x -a '(__@P@_saved)'";
    case Values::Query:
      return "-x -a '(__@P@_query)'";
    case Values::Any:
      break;
  }
  return "-x";
}

std::string option_line(const Command& command, const Option& option) {
  std::string out =
      fmt::format("complete -c @NAME@ -n {}", word(fmt::format("__@P@_in '{}'", command.path)));
  for (const std::string& name : option.names) {
    out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (option.takes_value()) out += " " + fish_action(option);
  return out + " -d " + word(option.description) + "\n";
}

std::string lines(const Command& command) {
  std::string out;
  for (const Command& verb : command.commands) {
    out += fmt::format("complete -c @NAME@ -n {} -a {} -d {}\n",
                       word(fmt::format("__@P@_in '{}' 0 0", command.path)), word(verb.name),
                       word(verb.summary()));
  }
  for (const Option& option : command.options) out += option_line(command, option);
  for (std::size_t i = 0; i < command.words.size(); ++i) {
    const Option& each = command.words[i];
    if (each.values == Values::Any) continue;
    const std::string last = each.repeats ? "9999" : std::to_string(i);
    out += fmt::format("complete -c @NAME@ -n {} {}\n",
                       word(fmt::format("__@P@_in '{}' {} {}", command.path, i, last)),
                       each.values == Values::File ? "-F" : fish_action(each));
  }
  return out;
}

}  // namespace

std::string fish_completion(const Program& program) {
  std::string out(kFishHead);
  std::set<std::string> valued;
  std::vector<std::string> commands;
  for (const Command* command : program.all()) {
    if (!command->path.empty()) commands.push_back(word(command->path));
    for (const Option& option : command->options) {
      if (option.takes_value()) valued.insert(option.names.begin(), option.names.end());
    }
  }
  out += fmt::format("set -g __@P@_commands {}\nset -g __@P@_valued {}\nset -g __@P@_implied {}\n",
                     fmt::join(commands, " "), fmt::join(valued, " "), word(program.implied_verb));
  out += kState;
  for (const Command* command : program.all()) out += lines(*command);
  return filled_in(out, program);
}

}  // namespace dateline::cli
