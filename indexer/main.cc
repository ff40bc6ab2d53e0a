// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-index: flags in, one verb run, errors to exit codes.
#include "common/cli/help_formatter.h"
#include "common/cli/man/pages.h"
#include "common/cli/program.h"
#include "common/cli/verb_names.h"
#include "common/cli/verbs.h"
#include "common/cli/version.h"
#include "common/errors/errors.h"
#include "common/fields/json_format.h"
#include "indexer/commands/verbs.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace {

using namespace dateline;

/// Throws Error (Usage) if the first word is meant as a verb and is none.
void expect_verb(const CLI::App& app, const std::vector<std::string>& words) {
  if (words.empty() || words.front().starts_with('-') || cli::Pages::are_asked_for(words)) return;
  const std::string& name = words.front();
  if (cli::find_verb(app, name) != nullptr) return;
  cli::expect_not_of("dateline-search", cli::search_verbs(), words);
  if (words.size() > 1 && cli::find_verb(app, words[1]) != nullptr) {
    std::vector<std::string> in_order = words;
    std::swap(in_order[0], in_order[1]);
    throw Error(
        Code::Usage, fmt::format("'{}' is not a command", name),
        fmt::format("the command comes first: dateline-index {}", fmt::join(in_order, " ")));
  }
  const std::string nearest = cli::verb_like(app, name);
  std::vector<std::string> all;
  for (const CLI::App* verb : app.get_subcommands({})) {
    if (!verb->get_group().empty()) all.push_back(verb->get_name());
  }
  throw Error(Code::Usage, fmt::format("'{}' is not a command", name),
              nearest.empty() ? fmt::format("commands are {}", fmt::join(all, ", "))
                              : fmt::format("did you mean {}?", nearest));
}

Exit dispatch(int argc, char** argv) {
  CLI::App app{"Build and maintain a Dateline archive of news articles.", "dateline-index"};
  app.formatter(
      std::make_shared<cli::HelpFormatter>("Usage: dateline-index add ARCHIVE PATH...\n"
                                           "       dateline-index COMMAND ARCHIVE [OPTIONS]\n"
                                           "       dateline-index help COMMAND\n"));
  app.footer(commands::kExitCodes);
  app.set_version_flag("--version", fmt::format("dateline-index {}", kVersion));
  const cli::VerbTable verbs(app, commands::all_verbs(), commands::kExitCodes);
  cli::Pages pages(app, kJsonFormatVersion);
  pages.see_also = {"dateline-search(1)", "dateline-query(7)"};
  std::vector<std::string> words(argv + 1, argv + argc);
  // As with dateline-search: `help add` is `add --help`.
  if (!words.empty() && words.front() == "help") {
    words.erase(words.begin());
    words.emplace_back("--help");
  }
  expect_verb(app, words);
  if (const auto ended = parse_arguments(app, words)) return *ended;
  if (const auto printed = pages.run()) return *printed;
  return verbs.run();
}

/// `--format` of `add` and `preview` is that of what they read.
bool answers_in_json(int argc, char** argv) {
  const std::string_view verb = argc > 1 ? argv[1] : "";
  const auto is_word = [&](std::string_view word) {
    return std::find(argv, argv + argc, word) != argv + argc;
  };
  return verb == "preview"
             ? is_word("--json")
             : (verb == "status" || verb == "deleted") && is_given("--format", "json", argc, argv);
}

}  // namespace

int main(int argc, char** argv) {
  return run_program("dateline-index", dispatch, argc, argv, answers_in_json(argc, argv));
}
