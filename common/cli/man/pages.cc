// SPDX-License-Identifier: GPL-2.0-or-later
// One generator for each page.
#include "common/cli/man/pages.h"

#include "common/cli/choices.h"
#include "common/cli/completion/completion.h"
#include "common/cli/man/man.h"
#include "common/cli/program.h"

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

namespace dateline::cli {
namespace {

using Generator = std::string (*)(const Program&);

const std::map<std::string, Generator> kShells = {
    {"bash", bash_completion}, {"fish", fish_completion}, {"zsh", zsh_completion}};

}  // namespace

Pages::Pages(CLI::App& app, int format_version)
    : app_(app),
      completion_(app.add_subcommand("completion", "Print a completion script for a shell")),
      man_(app.add_subcommand("man", "Print the man page, as Markdown")) {
  app.add_flag_callback(
      "--format-version",
      [format_version] { throw CLI::CallForVersion(std::to_string(format_version), 0); },
      "Print the version of the JSON that this program writes, and exit");
  completion_->group("");
  std::vector<std::string> shells;
  for (const auto& [name, generator] : kShells) shells.push_back(name);
  completion_->add_option("SHELL", shell_, fmt::format("{}", fmt::join(shells, ", ")))
      ->required()
      ->check(one_of(shells))
      ->type_name("");
  man_->group("");
  man_->add_option("TOPIC", about_, "Print a page on this topic")->type_name("");
}

std::optional<Exit> Pages::run() {
  if (*completion_) {
    print(kShells.at(shell_)(describe(app_, implied_verb)));
    return Exit::Ok;
  }
  if (!*man_) return std::nullopt;
  if (about_.empty()) {
    print(man_page(describe(app_, implied_verb), see_also));
    return Exit::Ok;
  }
  if (!topic || topic->name != about_) {
    throw Error(Code::Usage, fmt::format("there is no man page about '{}'", about_),
                topic ? fmt::format("there is: man {}", topic->name) : "leave it out");
  }
  print(man_page_of_topic(topic->page, topic->text));
  return Exit::Ok;
}

bool Pages::are_asked_for(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return false;
  if (arguments[0] == "--format-version" || arguments[0] == "completion") return true;
  if (arguments[0] != "man" || arguments.size() > 2) return false;
  const bool names_page =
      arguments.size() == 1 || arguments[1] == "query" || arguments[1].starts_with("-");
  if (names_page) return true;
  const char* const archive = std::getenv("DATELINE_ARCHIVE");
  return (archive == nullptr || *archive == '\0') && !std::filesystem::exists("man");
}

}  // namespace dateline::cli
