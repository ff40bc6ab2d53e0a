// SPDX-License-Identifier: GPL-2.0-or-later
// preview: its flags.
#include "common/cli/program.h"
#include "indexer/commands/options.h"
#include "indexer/commands/preview/preview.h"
#include "indexer/commands/verbs.h"

namespace dateline::commands {
namespace {

struct PreviewFlags {
  ReadingFlags reading;
  unsigned limit = 3;
  bool json = false;
};

Exit run_preview(const PreviewFlags& flags) {
  PreviewOptions options;
  options.paths.assign(flags.reading.paths.begin(), flags.reading.paths.end());
  options.reading = flags.reading.reading();
  options.reading.unused = ListUnused::OfAll;
  options.defaults = flags.reading.defaults();
  options.limit = flags.limit;
  options.as_json = flags.json;
  const Preview shown = preview(options);
  print(shown.text);
  return shown.found_articles ? Exit::Ok : Exit::NothingFound;
}

void offer_preview(CLI::App& verb, PreviewFlags& flags) {
  offer_reading(verb, flags.reading);
  verb.get_option("PATH")->required();
  verb.add_option("-n,--limit", flags.limit, "Articles of each format (default 3)")
      ->check(CLI::Range(1U, 1000U).description(""))
      ->type_name("N");
  verb.add_flag("--json", flags.json, "For programs; see docs/output.md");
}

}  // namespace

cli::Verb preview_verb() {
  return cli::verb<PreviewFlags>("preview", kFill,
                                 "Show the first articles as understood, and write nothing",
                                 {"dateline-index preview articles/",
                                  "dateline-index preview export.csv --mapping columns.toml -n 10"},
                                 offer_preview, run_preview);
}

}  // namespace dateline::commands
