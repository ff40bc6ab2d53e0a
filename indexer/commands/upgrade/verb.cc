// SPDX-License-Identifier: GPL-2.0-or-later
// upgrade: its flags and output.
#include "common/cli/program.h"
#include "common/fields/schema.h"
#include "indexer/commands/options.h"
#include "indexer/commands/upgrade/upgrade.h"
#include "indexer/commands/verbs.h"

#include <fmt/format.h>
#include <unistd.h>

namespace dateline::commands {
namespace {

struct UpgradeFlags : ArchiveFlags {
  std::string to;
};

Exit run_upgrade(const UpgradeFlags& flags) {
  ProgressLine progress(is_terminal(STDERR_FILENO));
  std::uint64_t converted = 0;
  const UpgradeSummary summary =
      upgrade({flags.archive, flags.to, flags.patience(), [&](std::uint64_t articles) {
                 converted += articles;
                 if (progress.is_due()) {
                   progress.show(fmt::format("upgraded {} articles", with_thousands(converted)));
                 }
               }});
  progress.clear();
  if (summary.segments == 0 && summary.from == schema::kFormatVersion) {
    print(fmt::format("{} has format {} already\n", printable_line(flags.archive), summary.from));
    return Exit::Ok;
  }
  std::string text =
      fmt::format("upgraded:   format {} to {}, {} articles, revision {}{}\n", summary.from,
                  schema::kFormatVersion, with_thousands(summary.articles), summary.revision,
                  flags.to.empty() ? "" : ", in " + printable_line(flags.to));
  for (const std::string& note : summary.notes) {
    text += fmt::format("note:       {}\n", printable_line(note));
  }
  print(text);
  return Exit::Ok;
}

void offer_upgrade(CLI::App& verb, UpgradeFlags& flags) {
  verb.add_option("--to", flags.to, "Make a new archive in DIR, and leave the old one as it is")
      ->type_name("DIR");
  offer_lock_timeout(verb, flags);
}

}  // namespace

cli::Verb upgrade_verb() {
  return archive_verb<UpgradeFlags>(
      "upgrade", kKeep,
      "Upgrade an archive of an older format to the current one, without its sources",
      {"dateline-index upgrade news", "dateline-index upgrade news --to news-7"}, offer_upgrade,
      run_upgrade);
}

}  // namespace dateline::commands
