// SPDX-License-Identifier: GPL-2.0-or-later
// help.
#include "common/cli/choices.h"
#include "common/program.h"
#include "searcher/query_language.h"
#include "searcher/verbs/table.h"

namespace dateline {
namespace {

Exit run_help(Flags& /*flags*/) {
  print(kQueryLanguage);
  return Exit::Ok;
}

}  // namespace

void add_help_verb(VerbTable& table) {
  CLI::App* help = table.add("help", "Prints the documentation of the query language", run_help,
                             VerbTable::Needs::Nothing);
  help->add_option("TOPIC", table.flags().topic, "query")
      ->required()
      ->check(cli::one_of({"query"}))
      ->type_name("");
}

}  // namespace dateline
