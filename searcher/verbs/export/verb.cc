// SPDX-License-Identifier: GPL-2.0-or-later
// export.
#include "common/cli/program.h"
#include "searcher/export/export.h"
#include "searcher/export/formats/fields.h"
#include "searcher/export/formats/format.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

namespace dateline {
namespace {

struct ExportFlags : ArchiveFlags {
  ExportFlags() { request.sort = Sort::Newest; }
  ExportRequest exporting;  ///< without its search
};

Exit run_export(ExportFlags& flags) {
  flags.exporting.search = flags.request;
  const bool found = export_articles(flags.exporting) != 0;
  give_hints(flags.request, found);
  if (found) return Exit::Ok;
  complain("no article matches");
  return Exit::NothingFound;
}

void offer_export(CLI::App& verb, ExportFlags& flags) {
  ExportRequest& exporting = flags.exporting;
  offer_query(verb, flags);
  offer_sort(verb, flags, "newest, oldest or relevance (default newest)");
  verb.add_option("--format", exporting.format,
                  fmt::format("{} (default jsonl)", fmt::join(export_format_names(), ", ")))
      ->check(cli::one_of(export_format_names()))
      ->type_name("FORMAT");
  verb.add_option("--fields", exporting.fields,
                  "Fields and their order, for jsonl, csv, tsv, xlsx and md: id,published,headline")
      ->check(cli::suggest(table_columns()))
      ->type_name("A,B,C");
  verb.add_flag("--bom", exporting.has_mark,
                "Begin csv and tsv with a byte order mark, by which spreadsheets know UTF-8");
  verb.add_option("-n,--limit", exporting.limit, "Articles to write (default all)")->type_name("N");
  verb.add_option("--page", flags.request.page,
                  "Continue where an export ended: the cursor it printed")
      ->type_name("CURSOR");
  verb.add_option("--manifest", exporting.manifest,
                  "File for the manifest, once all is written (default a line on stderr)")
      ->check([](const std::string& file) {
        return file == "-" ? "'-' is refused: stdout carries the articles; without this option, "
                             "the manifest is a line on stderr"
                           : "";
      })
      ->type_name("FILE");
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb export_verb() {
  return archive_verb<ExportFlags>(
      "export", kTakeAway,
      "Write every matching article to stdout, and a manifest of what was "
      "written",
      {"dateline-search export news flood --from 2013 > floods.jsonl",
       "dateline-search export news flood --format csv --fields id,published,source,headline"},
      offer_export, run_export);
}

}  // namespace dateline
