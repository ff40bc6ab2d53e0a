// SPDX-License-Identifier: GPL-2.0-or-later
// settings: how an archive is searched unless a query asks otherwise.
#include "common/cli/choices.h"
#include "common/cli/program.h"
#include "indexer/commands/options.h"
#include "indexer/commands/verbs.h"

namespace dateline::commands {
namespace {

struct SettingsFlags : ArchiveFlags {
  std::string forms;  ///< empty: as it is
};

std::string text_of(const Manifest& manifest) {
  return manifest.exact_forms ? "forms  exact   a word finds the form typed only\n"
                              : "forms  all     a word finds all its forms\n";
}

Exit run_settings(const SettingsFlags& flags) {
  const Manifest manifest = read_manifest(flags.archive);  // creates no lock if there is no archive
  if (flags.forms.empty()) {
    print(text_of(manifest));
    return Exit::Ok;
  }
  Writer writer(flags.archive, flags.writer());
  writer.set_exact_forms(flags.forms == "exact");
  writer.publish([](std::size_t, std::uint64_t) {});
  print(text_of(writer.archive().manifest()));
  return Exit::Ok;
}

void offer_settings(CLI::App& verb, SettingsFlags& flags) {
  verb.add_option("--forms", flags.forms,
                  "Which forms of a word a query finds, unless it asks otherwise: all, or exact, "
                  "the one typed")
      ->check(cli::one_of({"all", "exact"}))
      ->type_name("FORMS");
  offer_lock_timeout(verb, flags);
}

}  // namespace

cli::Verb settings_verb() {
  return archive_verb<SettingsFlags>(
      "settings", kKeep, "Show or change how the archive is searched",
      {"dateline-index settings news", "dateline-index settings news --forms exact"},
      offer_settings, run_settings);
}

}  // namespace dateline::commands
