// SPDX-License-Identifier: GPL-2.0-or-later
// Two tables, and a function that reads them. It does not need the package bash-completion.
#include "common/cli/completion/completion.h"
#include "common/text/shell_word.h"

#include <fmt/format.h>

namespace dateline::cli {
namespace {

constexpr std::string_view kBashHead =
    R"(# bash completion for @NAME@; made by: @NAME@ completion bash

)";

constexpr std::string_view kTail = R"script(
# Archives; if there is none, the directories that may lead to one.
_@P@_archives() {
  local -a found=() archives=()
  local directory
  if [[ $1 == */ && -e ${1/#\~/$HOME}@MANIFEST@ ]]; then
    COMPREPLY+=("$1")
    return
  fi
  mapfile -t found < <(compgen -d -- "$1")
  for directory in "${found[@]}"; do
    [[ -e ${directory/#\~/$HOME}/@MANIFEST@ ]] && archives+=("$directory")
  done
  ((${#archives[@]})) && found=("${archives[@]}")
  COMPREPLY+=("${found[@]}")
}

# Saved searches of the first archive among the words, or of DATELINE_ARCHIVE, after $2.
_@P@_saved() {
  local archive=$DATELINE_ARCHIVE word file
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    word=${word//[\\\'\"]/}
    word=${word/#\~/$HOME}
    [[ -e $word/@MANIFEST@ ]] && { archive=$word; break; }
  done
  for file in "$archive"/@SAVED@/*.toml; do
    file=${file##*/}
    file=${file%.toml}
    [[ -e $archive/@SAVED@/$file.toml && $file == "$1"* ]] && COMPREPLY+=("$2$file")
  done
}

# Saved searches that a query names as query:NAME. Mostly a colon parts words.
_@P@_query() {
  local before=${COMP_WORDS[COMP_CWORD-1]} earlier=
  ((COMP_CWORD > 1)) && earlier=${COMP_WORDS[COMP_CWORD-2]}
  if [[ ${1#-} == query:* ]]; then
    _@P@_saved "${1#*query:}" "${1%%query:*}query:"
  elif [[ $1 == : && ${before#-} == query ]]; then
    _@P@_saved '' ''
  elif [[ $before == : && ${earlier#-} == query ]]; then
    _@P@_saved "$1" ''
  fi
}

_@P@() {
  local IFS=$' \t\n'
  local current=${COMP_WORDS[COMP_CWORD]} command='' option='' at=0 verbs='' kind choices word i
  local commands options valued words
  COMPREPLY=()
  _@P@_command ''
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if [[ $option ]]; then
      [[ $word == '=' ]] || option=''
    elif [[ $at == 0 && " $commands " == *" $word "* ]]; then
      command=${command:+$command }$word
      _@P@_command "$command"
    else
      [[ $command ]] || _@P@_imply
      if [[ $word != -?* ]]; then
        ((++at))
      elif [[ " $valued " == *" $word "* ]]; then
        option=$word
      fi
    fi
  done
  if [[ ! $command ]]; then
    verbs=$commands
    word=$options
    _@P@_imply
    options="$word $options"
  elif [[ $at == 0 ]]; then
    verbs=$commands
  fi

  if [[ $option ]]; then
    [[ $current == '=' ]] && current=''
    _@P@_value "$command $option"
  elif [[ $current == -* && $current != -query:* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current" | sort -u)
    return
  else
    set -- $words
    kind=any
    (($#)) && { ((at < $#)) || at=$(($# - 1)); shift "$at"; kind=$1; }
    [[ $kind == choice ]] && _@P@_value "$command $at"
    [[ $verbs ]] && mapfile -t COMPREPLY < <(compgen -W "$verbs" -- "$current")
  fi
  case $kind in
    choice) mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$choices" -- "$current") ;;
    file) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    directory) mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    archive) _@P@_archives "$current" ;;
    saved) _@P@_saved "$current" '' ;;
    query) _@P@_query "$current" ;;
  esac
  [[ $kind == file || $kind == directory || $kind == archive ]] && compopt -o filenames 2>/dev/null
}

complete -F _@P@ @NAME@
)script";

std::string_view kind_of(const Option& option) {
  switch (option.values) {
    case Values::Choice:
      return "choice";
    case Values::File:
      return "file";
    case Values::Directory:
      return "directory";
    case Values::Archive:
      return "archive";
    case Values::Saved:
      return "saved";
    case Values::Query:
      return "query";
    case Values::Any:
      break;
  }
  return "any";
}

std::string command_row(const Command& command) {
  std::vector<std::string> commands;
  std::vector<std::string> options;
  std::vector<std::string> valued;
  std::vector<std::string_view> words;
  for (const Command& each : command.commands) commands.push_back(each.name);
  for (const Option& option : command.options) {
    options.insert(options.end(), option.names.begin(), option.names.end());
    if (option.takes_value()) {
      valued.insert(valued.end(), option.names.begin(), option.names.end());
    }
  }
  for (const Option& word : command.words) words.push_back(kind_of(word));
  // Nothing follows words that are not repeated.
  if (!words.empty() && !command.words.back().repeats) words.emplace_back("any");
  return fmt::format(
      "    {})\n      commands='{}'\n      options='{}'\n      valued='{}'\n      words='{}'\n"
      "      ;;\n",
      text::shell_word(command.path), fmt::join(commands, " "), fmt::join(options, " "),
      fmt::join(valued, " "), fmt::join(words, " "));
}

std::string value_rows(const Command& command) {
  std::string out;
  const auto row = [&](const std::string& key, const Option& option) {
    if (option.values == Values::Any) return;
    out +=
        fmt::format("    {}) kind={}", text::shell_word(command.path + " " + key), kind_of(option));
    if (!option.choices.empty()) {
      out += " choices=" + text::shell_word(fmt::format("{}", fmt::join(option.choices, " ")));
    }
    out += " ;;\n";
  };
  for (const Option& option : command.options) {
    if (!option.takes_value()) continue;
    for (const std::string& name : option.names) row(name, option);
  }
  for (std::size_t i = 0; i < command.words.size(); ++i) row(std::to_string(i), command.words[i]);
  return out;
}

}  // namespace

std::string bash_completion(const Program& program) {
  std::string out(kBashHead);
  out +=
      "# What may follow a command: commands of its own, options, those of them that take a\n"
      "# value, and words by their place.\n_@P@_command() {\n  case $1 in\n";
  for (const Command* command : program.all()) out += command_row(*command);
  out +=
      "  esac\n}\n\n"
      "# What an option's value, or a word, may be.\n_@P@_value() {\n  kind=any choices=''\n"
      "  case $1 in\n";
  for (const Command* command : program.all()) out += value_rows(*command);
  out += "  esac\n}\n\n# The command where none is named.\n_@P@_imply() {\n";
  out += program.implied_verb.empty()
             ? "  commands=''\n"
             : fmt::format("  command={0}\n  _@P@_command {0}\n", program.implied_verb);
  out += "}\n";
  return filled_in(out + std::string(kTail), program);
}

}  // namespace dateline::cli
