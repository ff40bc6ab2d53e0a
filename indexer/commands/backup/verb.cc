// SPDX-License-Identifier: GPL-2.0-or-later
// backup: its flags and output.
#include "common/cli/program.h"
#include "indexer/commands/backup/backup.h"
#include "indexer/commands/options.h"
#include "indexer/commands/verbs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline::commands {
namespace {

struct BackupFlags : ArchiveFlags {
  std::string destination;
  unsigned keep = 0;
};

Exit run_backup(const BackupFlags& flags) {
  const BackupSummary summary =
      back_up({flags.archive, flags.destination, flags.keep, flags.patience()});
  print(fmt::format(
      "backup:     {}, revision {}, {} articles\n"
      "copied:     {} files, {}\n"
      "unchanged:  {} files, {}\n",
      printable_line(flags.destination), summary.revision, with_thousands(summary.articles),
      with_thousands(summary.copied_files), size_text(summary.copied_bytes),
      with_thousands(summary.present_files), size_text(summary.present_bytes)));
  if (!summary.revisions.empty()) {
    print(fmt::format("kept:       revisions {}\n", fmt::join(summary.revisions, ", ")));
  }
  if (!summary.served.empty()) {
    print(fmt::format("not copied: shards on servers: {}\n", fmt::join(summary.served, ", ")));
  }
  return Exit::Ok;
}

void offer_backup(CLI::App& verb, BackupFlags& flags) {
  verb.add_option("DEST", flags.destination, "Directory of the backup; created if new")
      ->required()
      ->type_name("");
  verb.add_option("--keep", flags.keep, "Older revisions to keep restorable (default 0)")
      ->check(CLI::Range(0U, 10'000U).description(""))
      ->type_name("N");
  offer_lock_timeout(verb, flags);
}

}  // namespace

cli::Verb backup_verb() {
  return archive_verb<BackupFlags>(
      "backup", kKeep, "Copy what has changed into a backup, which is an archive itself",
      {"dateline-index backup news /backup/news",
       "dateline-index backup news /backup/news --keep 30"},
      offer_backup, run_backup);
}

}  // namespace dateline::commands
