// SPDX-License-Identifier: GPL-2.0-or-later
// collocates.
#include "common/cli/program.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/collocates/collocates.h"
#include "searcher/verbs/collocates/render.h"
#include "searcher/verbs/keyness/key_word_options.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

namespace dateline {
namespace {

struct CollocatesFlags : ArchiveFlags {
  CollocatesRequest collocates;  ///< except its search
};

constexpr std::array<Format<CollocatesFlags, CollocatesReport>, 4> kCollocatesFormats = {
    {{"text",
      [](const CollocatesFlags& flags, const CollocatesReport& report) {
        return report.occurrences != 0 ? render_collocates_text(flags.collocates, report)
                                       : std::string();
      }},
     {"json",
      [](const CollocatesFlags& flags, const CollocatesReport& report) {
        return render_collocates_json(flags.collocates, report);
      }},
     {"csv",
      [](const CollocatesFlags& /*flags*/, const CollocatesReport& report) {
        return render_collocates_table(report, /*tabs=*/false);
      }},
     {"tsv", [](const CollocatesFlags& /*flags*/, const CollocatesReport& report) {
        return render_collocates_table(report, /*tabs=*/true);
      }}}};

Exit run_collocates(CollocatesFlags& flags) {
  CollocatesRequest& request = flags.collocates;
  request.search = flags.request;
  const CollocatesReport report = find_collocates(request);
  print(rendered(kCollocatesFormats, flags, report));
  const bool found = report.articles != 0;
  give_hints(request.search, found);
  tell_what_is_shown(flags, report.words);
  const Exit exit = outcome_of(flags, found, report.left_out, report.missing);
  if (!found || report.occurrences != 0) return exit;
  complain(fmt::format("{} match, but none has a word that was asked for: give a word or a phrase",
                       count_text(report.articles)));
  return Exit::NothingFound;
}

void offer_collocates(CLI::App& verb, CollocatesFlags& flags) {
  CollocatesRequest& request = flags.collocates;
  offer_query(verb, flags, "What to look near");
  verb.add_option("--window", request.window,
                  "Words before and after each hit that count as near (default 5)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1000}).description(""))
      ->type_name("N");
  verb.add_flag_callback(
      "--all-copies", [&request] { request.copies = Copies::All; },
      "Count every copy of a story, not only the first of those that match");
  offer_key_words(verb, request.words);
  offer_formats(verb, flags, kCollocatesFormats);
  offer_color(verb, flags);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb collocates_verb() {
  return archive_verb<CollocatesFlags>(
      "collocates", kCount, "Show the words that stand near what a query finds",
      {"dateline-search collocates news migrant --stop-list en",
       "dateline-search collocates news '\"climate change\" date:2019' --window 3 --format csv"},
      offer_collocates, run_collocates);
}

}  // namespace dateline
