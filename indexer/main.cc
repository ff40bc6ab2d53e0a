// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-index: flags in, one verb run, errors to exit codes.
#include "common/cli/man/pages.h"
#include "common/cli/program.h"
#include "common/cli/verbs.h"
#include "common/cli/version.h"
#include "common/fields/json_format.h"
#include "indexer/commands/verbs.h"

#include <algorithm>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace dateline;

Exit dispatch(int argc, char** argv) {
  CLI::App app{"Build and maintain a Dateline archive of news articles.", "dateline-index"};
  app.footer(commands::kExitCodes);
  app.set_version_flag("--version", fmt::format("dateline-index {}", kVersion));
  const cli::VerbTable verbs(app, commands::all_verbs(), commands::kExitCodes);
  cli::Pages pages(app, kJsonFormatVersion);
  pages.see_also = {"dateline-search(1)", "dateline-query(7)"};
  if (const auto ended = parse_arguments(app, argc, argv)) return *ended;
  if (const auto printed = pages.run()) return *printed;
  return verbs.run();
}

/// `--format` of `add` and `preview` is that of what they read.
bool answers_in_json(int argc, char** argv) {
  const std::string_view verb = argc > 1 ? argv[1] : "";
  const auto is_word = [&](std::string_view word) {
    return std::find(argv, argv + argc, word) != argv + argc;
  };
  return verb == "preview" ? is_word("--json")
                           : verb == "status" && is_given("--format", "json", argc, argv);
}

}  // namespace

int main(int argc, char** argv) {
  return run_program("dateline-index", dispatch, argc, argv, answers_in_json(argc, argv));
}
