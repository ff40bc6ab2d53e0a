// SPDX-License-Identifier: GPL-2.0-or-later
// status: its flags.
#include "common/cli/choices.h"
#include "common/cli/program.h"
#include "indexer/commands/options.h"
#include "indexer/commands/status/status.h"
#include "indexer/commands/verbs.h"

namespace dateline::commands {
namespace {

struct StatusFlags : ArchiveFlags {
  std::string format = "text";
};

Exit run_status(const StatusFlags& flags) {
  print(status(flags.archive, flags.format == "json"));
  return Exit::Ok;
}

void offer_status(CLI::App& verb, StatusFlags& flags) {
  verb.add_option("--format", flags.format, "text or json (default text)")
      ->check(cli::one_of({"text", "json"}))
      ->type_name("FORMAT");
}

}  // namespace

cli::Verb status_verb() {
  return archive_verb<StatusFlags>(
      "status", kKeep, "Show what is in the archive",
      {"dateline-index status news", "dateline-index status news --format json"}, offer_status,
      run_status);
}

}  // namespace dateline::commands
