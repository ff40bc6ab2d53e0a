// SPDX-License-Identifier: GPL-2.0-or-later
// check: its flags, and its verdict.
#include "common/cli/program.h"
#include "indexer/commands/backup/backup.h"
#include "indexer/commands/check/check.h"
#include "indexer/commands/options.h"
#include "indexer/commands/verbs.h"

#include <fmt/format.h>

namespace dateline::commands {
namespace {

struct CheckFlags : ArchiveFlags {
  std::string against;
};

/// Throws Error if a call failed.
void expect_readable(const CheckReport& report, const std::string& archive) {
  if (report.readable) return;
  throw Error(
      Code::Machine, fmt::format("some files of {} could not be read", archive),
      "whether they are sound is not known: look at their rights and at the disk, and check "
      "again");
}

/// Throws Error if the archive, or what its servers have, is not what it should be.
Exit exit_of(const CheckReport& report, const std::string& archive) {
  if (!report.sound) {
    throw Error(Code::Damaged, fmt::format("{} is damaged", archive),
                "restore the damaged segments from a backup, or index their articles again");
  }
  expect_readable(report, archive);
  if (!report.servers_right) {
    throw Error(
        Code::Damaged, "a server does not have what it should",
        "have it serve the database that 'dateline-index shard move' wrote, or name another "
        "server with: dateline-index shard attach");
  }
  if (report.servers_reached) return Exit::Ok;
  complain(
      "what is here is sound, but not every server could be reached: make sure that "
      "they run, and check again");
  return Exit::NothingFound;
}

Exit run_check(const CheckFlags& flags) {
  const CheckReport report = check(flags.archive);
  print(report.text);
  if (flags.against.empty()) return exit_of(report, flags.archive);
  const BackupComparison backup = compare_backup(flags.archive, flags.against);
  const CheckReport there = check(flags.against);
  print(there.text);
  print(fmt::format("backup   {}, revision {}, {}\n", printable_line(flags.against),
                    backup.revision,
                    backup.behind == 0 ? "same as the archive"
                                       : fmt::format("{} behind the archive", backup.behind)));
  if (!there.sound) {
    throw Error(Code::Damaged, fmt::format("the backup {} is damaged", flags.against),
                "back the archive up into a new directory");
  }
  expect_readable(there, flags.against);
  const Exit exit = exit_of(report, flags.archive);
  return backup.behind == 0 ? exit : Exit::NothingFound;
}

void offer_check(CLI::App& verb, CheckFlags& flags) {
  verb.add_option("--against", flags.against,
                  "A backup to verify too, and how far it is behind the archive")
      ->type_name("DEST");
}

}  // namespace

cli::Verb check_verb() {
  return archive_verb<CheckFlags>(
      "check", kKeep, "Verify every byte: manifest, segments and the files beside them",
      {"dateline-index check news", "dateline-index check news --against /backup/news"},
      offer_check, run_check);
}

}  // namespace dateline::commands
