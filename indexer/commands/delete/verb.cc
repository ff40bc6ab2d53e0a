// SPDX-License-Identifier: GPL-2.0-or-later
// delete: its flags and output.
#include "common/cli/choices.h"
#include "common/cli/program.h"
#include "common/date/time_zone.h"
#include "common/engine/query/context.h"
#include "indexer/commands/delete/delete.h"
#include "indexer/commands/options.h"
#include "indexer/commands/verbs.h"

#include <fmt/format.h>

namespace dateline::commands {
namespace {

struct DeleteFlags : ArchiveFlags {
  std::vector<std::string> ids;
  std::string query;
  query::Context context;
  bool dry_run = false;
};

Exit run_delete(const DeleteFlags& flags) {
  if (flags.ids.empty() == flags.query.empty()) {
    throw Error(Code::Usage, "give either --id or --query",
                "--id ID... deletes articles, --query QUERY all that match");
  }
  const DeleteSummary summary =
      delete_articles({flags.archive, flags.ids, flags.query, flags.context.today(), flags.dry_run,
                       flags.writer()});
  for (const std::string& id : summary.unknown_ids) {
    complain(fmt::format("no article has the id '{}'", id));
  }
  print(fmt::format("{}: {}\n", flags.dry_run ? "would delete" : "deleted",
                    with_thousands(summary.deleted)));
  return summary.deleted == 0 ? Exit::NothingFound : Exit::Ok;
}

void offer_delete(CLI::App& verb, DeleteFlags& flags) {
  verb.add_option("--id", flags.ids, "Ids of articles")->type_name("ID");
  verb.add_option("--query", flags.query, "Delete all articles that match this query")
      ->type_name("QUERY");
  verb.add_option("--tz", flags.context.time_zone, kZoneHelp)
      ->check(cli::not_empty())
      ->type_name("ZONE");
  verb.add_flag("--dry-run", flags.dry_run, "Only count them");
  offer_lock_timeout(verb, flags);
}

}  // namespace

cli::Verb delete_verb() {
  return archive_verb<DeleteFlags>(
      "delete", kFill,
      "Delete articles; add does not bring them back from files that it has indexed, unless they "
      "change or with --again",
      {"dateline-index delete news --id 2019-12-13-0042",
       "dateline-index delete news --query 'source:\"The Times\" date:2019' --dry-run"},
      offer_delete, run_delete,
      "bound the query by dates of shards that are here, as date:2019; or ");
}

}  // namespace dateline::commands
