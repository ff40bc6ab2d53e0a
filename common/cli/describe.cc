// SPDX-License-Identifier: GPL-2.0-or-later
// Walks the App.
#include "common/cli/describe.h"

#include "common/cli/choices.h"

#include <algorithm>
#include <string_view>

#include <CLI/CLI.hpp>

namespace dateline::cli {
namespace {

bool is_shown(const std::string& group) {
  return !group.empty();
}

/// Descriptions are split into lines for --help.
std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Values values_of(const Option& option) {
  if (!option.choices.empty()) return Values::Choice;
  if (option.label == "ARCHIVE") return Values::Archive;
  if (option.label == "NAME" && option.names.empty()) return Values::Saved;
  if (option.label == "FILE" || option.label == "PATH") return Values::File;
  if (option.label == "DIR") return Values::Directory;
  if (option.label == "QUERY") return Values::Query;
  return Values::Any;
}

Option read_option(CLI::Option& from) {
  Option option;
  for (const std::string& name : from.get_snames()) option.names.push_back("-" + name);
  for (const std::string& name : from.get_lnames()) option.names.push_back("--" + name);
  option.description = one_line(from.get_description());
  if (option.names.empty()) {
    option.label = from.get_single_name();
  } else if (from.get_items_expected_max() != 0) {
    option.label = from.get_type_name();
  }
  option.choices = choices_of(from);
  option.values = values_of(option);
  option.is_required = from.get_required();
  // An option that takes one value at a time may still be given again.
  option.repeats = from.get_items_expected_max() > 1 ||
                   from.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
  return option;
}

Command read_command(CLI::App& from, const std::string& path) {
  Command command;
  command.name = from.get_name();
  command.path = path;
  command.description = from.get_description();
  command.footer = from.get_footer();
  for (CLI::Option* option :
       from.get_options([](const CLI::Option* each) { return is_shown(each->get_group()); })) {
    Option read = read_option(*option);
    if (read.names.empty()) {
      command.words.push_back(std::move(read));
    } else {
      command.options.push_back(std::move(read));
    }
  }
  for (CLI::App* verb :
       from.get_subcommands([](const CLI::App* each) { return is_shown(each->get_group()); })) {
    command.commands.push_back(
        read_command(*verb, (path.empty() ? "" : path + " ") + verb->get_name()));
  }
  return command;
}

void collect(const Command& command, std::vector<const Command*>& all) {
  all.push_back(&command);
  for (const Command& verb : command.commands) collect(verb, all);
}

}  // namespace

std::string Command::summary() const {
  std::string line = description.substr(0, description.find('\n'));
  if (const auto stop = line.find(". "); stop != std::string::npos) line.resize(stop);
  if (line.ends_with('.')) line.pop_back();
  return line;
}

const Command* Program::implied() const {
  for (const Command& verb : root.commands) {
    if (verb.name == implied_verb) return &verb;
  }
  return nullptr;
}

std::string Program::identifier() const {
  std::string identifier = root.name;
  std::replace(identifier.begin(), identifier.end(), '-', '_');
  return identifier;
}

std::vector<const Command*> Program::all() const {
  std::vector<const Command*> all;
  collect(root, all);
  return all;
}

Program describe(CLI::App& app, const std::string& implied_verb) {
  return {read_command(app, ""), implied_verb};
}

}  // namespace dateline::cli
