// SPDX-License-Identifier: GPL-2.0-or-later
// export, cite.
#include "common/cli/choices.h"
#include "common/program.h"
#include "searcher/export/cite.h"
#include "searcher/export/fields.h"
#include "searcher/export/format.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline {
namespace {

Exit run_export(Flags& flags) {
  flags.exporting.search = flags.request;
  const bool found = export_articles(flags.exporting) != 0;
  give_hints(flags.request, found);
  if (found) return Exit::Ok;
  complain("no article matches");
  return Exit::NothingFound;
}

Exit run_cite(Flags& flags) {
  const Citation citation = cite(flags.request);
  print(flags.format == "json" ? render_json(citation) : render_text(citation));
  const bool found = citation.articles != 0;
  complain_of(citation.missing);
  give_hints(flags.request, found);
  return found ? Exit::Ok : Exit::NothingFound;
}

void add_export_options(CLI::App* verb, Flags& flags) {
  ExportRequest& exporting = flags.exporting;
  add_query_options(verb, flags);
  verb->preparse_callback([&flags](std::size_t) { flags.request.sort = Sort::Newest; });
  verb->get_option("--sort")->description("newest, oldest or relevance (default newest)");
  verb->add_option("--format", exporting.format,
                   fmt::format("{} (default jsonl)", fmt::join(export_format_names(), ", ")))
      ->check(cli::one_of(export_format_names()))
      ->type_name("FORMAT");
  verb->add_option("--fields", exporting.fields,
                   "Fields and their order, for jsonl, csv, tsv and md: id,published,headline")
      ->check(cli::suggest(export_fields()))
      ->type_name("A,B,C");
  verb->add_option("-n,--limit", exporting.limit, "Articles to write (default all)")
      ->type_name("N");
  verb->add_option("--page", flags.request.page, "Go on where an export ended: the cursor it gave")
      ->type_name("CURSOR");
  verb->add_option("--manifest", exporting.manifest,
                   "File for the manifest, once all is written (default a line on stderr)")
      ->check([](const std::string& file) {
        return file == "-" ? "- is no file: stdout is for the articles; without this option, the "
                             "manifest is a line on stderr"
                           : "";
      })
      ->type_name("FILE");
  add_shard_options(verb, flags);
}

void add_cite_options(CLI::App* verb, Flags& flags) {
  add_query_options(verb, flags);
  verb->remove_option(verb->get_option("--sort"));
  add_format_option(verb, flags, {"text", "json"});
  add_shard_options(verb, flags);
}

}  // namespace

void add_export_verbs(VerbTable& table) {
  Flags& flags = table.flags();
  add_export_options(
      table.add("export",
                "Writes every matching article to stdout, and a manifest of what it wrote",
                run_export),
      flags);
  add_cite_options(
      table.add("cite",
                "Says what a query finds today so that others can check it: count and digest",
                run_cite),
      flags);
}

}  // namespace dateline
