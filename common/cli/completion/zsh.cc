// SPDX-License-Identifier: GPL-2.0-or-later
// A function for each verb, which gives its options to zsh's _arguments.
#include "common/cli/completion/completion.h"
#include "common/text/shell_word.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline::cli {
namespace {

constexpr std::string_view kZshHead = R"script(#compdef @NAME@
# Made by: @NAME@ completion zsh

# Archives; if there is none, the directories that may lead to one.
_@P@_archives() {
  local -a archives
  archives=(${(Q)PREFIX}*(N-/e:'[[ -e $REPLY/@MANIFEST@ ]]':))
  if (( $#archives )); then
    compadd -f -- $archives
  else
    _directories
  fi
}

# Saved searches of the first archive among the words, or of DATELINE_ARCHIVE.
_@P@_saved() {
  local archive=$DATELINE_ARCHIVE word
  for word in ${(Q)words[1,CURRENT-1]}; do
    word=${word/#\~/$HOME}
    [[ -e $word/@MANIFEST@ ]] && { archive=$word; break }
  done
  local -a names
  names=($archive/@SAVED@/*.toml(N:t:r))
  compadd -a names
}

# Saved searches that a query names as query:NAME.
_@P@_query() {
  compset -P '(-|)query:' && _@P@_saved
}

)script";

std::string function_of(const Command& command) {
  std::string name = "_@P@";
  if (!command.path.empty()) name += "_verb_" + command.path;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

/// The description of an option or word inside a specification.
std::string told(std::string_view text) {
  return escaped(text, "\\[]:");
}

std::string zsh_action(const Option& option) {
  switch (option.values) {
    case Values::Choice:
      return fmt::format("({})", escaped(fmt::format("{}", fmt::join(option.choices, " ")), ":"));
    case Values::File:
      return "_files";
    case Values::Directory:
      return "_directories";
    case Values::Archive:
      return "_@P@_archives";
    case Values::Saved:
      return "_@P@_saved";
    case Values::Query:
      return "_@P@_query";
    case Values::Any:
      break;
  }
  return " ";
}

std::string option_specifications(const Option& option) {
  std::string out;
  for (const std::string& name : option.names) {
    std::string spec = option.repeats ? "*" : fmt::format("({})", fmt::join(option.names, " "));
    spec += name;
    // The value may follow in the same word.
    if (option.takes_value()) spec += name.starts_with("--") ? "=" : "+";
    spec += "[" + told(option.description) + "]";
    if (option.takes_value()) spec += fmt::format(":{}:{}", told(option.label), zsh_action(option));
    out += " \\\n    " + text::shell_word(spec);
  }
  return out;
}

std::string specifications(const Command& command) {
  std::string out;
  for (const Option& option : command.options) out += option_specifications(option);
  for (std::size_t i = 0; i < command.words.size(); ++i) {
    const Option& word = command.words[i];
    out += " \\\n    " +
           text::shell_word(fmt::format("{}:{}:{}", word.repeats ? "*" : std::to_string(i + 1),
                                        told(word.label), zsh_action(word)));
  }
  return out;
}

/// Takes the verb off the words and hands the rest to its function.
std::string dispatching(const Command& command, const Command* implied) {
  std::string out = "  local -a verbs=(\n";
  for (const Command& verb : command.commands) {
    out += "    " + text::shell_word(verb.name + ":" + escaped(verb.summary(), "\\")) + "\n";
  }
  out +=
      "  )\n  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
      "    _describe -t verbs verb verbs\n";
  if (implied != nullptr) out += "    _@P@_archives\n";
  out += "    return\n  fi\n  case $words[2] in\n";
  for (const Command& verb : command.commands) {
    out +=
        fmt::format("    {}) shift words; (( CURRENT-- )); {} ;;\n", verb.name, function_of(verb));
  }
  // Options of the program may occur where the verb is left out.
  out += fmt::format(
      "    *) {}{} ;;\n  esac\n",
      implied != nullptr ? function_of(*implied) : "_arguments -S :", specifications(command));
  return out;
}

}  // namespace

std::string zsh_completion(const Program& program) {
  std::string out(kZshHead);
  for (const Command* command : program.all()) {
    out += function_of(*command) + "() {\n";
    if (command->commands.empty()) {
      out += "  _arguments -S : \"$@\"" + specifications(*command) + "\n";
    } else {
      out += dispatching(*command, command->path.empty() ? program.implied() : nullptr);
    }
    out += "}\n\n";
  }
  // The file is the function itself when zsh loads it by name, and may be read by `source`, too.
  out +=
      "if [[ $funcstack[1] == _@NAME@ ]]; then\n  _@P@ \"$@\"\nelse\n"
      "  compdef _@P@ @NAME@\nfi\n";
  return filled_in(out, program);
}

}  // namespace dateline::cli
