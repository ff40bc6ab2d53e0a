// SPDX-License-Identifier: GPL-2.0-or-later
// compare.
#include "common/cli/program.h"
#include "common/engine/query/dialects/translate.h"
#include "common/terminal/terminal.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/compare/compare.h"
#include "searcher/verbs/compare/render.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

namespace dateline {
namespace {

struct CompareFlags : ArchiveFlags {
  CompareRequest compare;  ///< except its search and period
  std::string by;          ///< its period
};

constexpr std::array<Format<CompareFlags, Comparison>, 3> kCompareFormats = {
    {{"text",
      [](const CompareFlags& flags, const Comparison& compared) {
        return compared.articles[0] + compared.articles[1] != 0
                   ? render_compare_text(compared, style_of_stdout(flags.context.color))
                   : std::string();
      }},
     {"json", [](const CompareFlags& /*flags*/,
                 const Comparison& compared) { return render_compare_json(compared); }},
     {"csv", [](const CompareFlags& /*flags*/, const Comparison& compared) {
        return render_compare_csv(compared);
      }}}};

Exit run_compare(CompareFlags& flags) {
  if (flags.words.size() != 2) {
    throw Error(Code::Usage,
                fmt::format("compare takes two queries, but was given {}", flags.words.size()),
                "put each in quotes: compare ARCHIVE 'flood OR dam' 'storm'");
  }
  CompareRequest& request = flags.compare;
  request.search = flags.request;
  request.search.query = query::translated(flags.words[0], flags.context.dialect);
  request.with = query::translated(flags.words[1], flags.context.dialect);
  request.by = bucket_named(flags.by);
  const Comparison compared = compare_queries(request);
  print(rendered(kCompareFormats, flags, compared));
  if (is_table(flags) && compared.other_sources != 0) {
    complain(fmt::format("{} of {}; --top shows more",
                         count_of(compared.sources.size(), "source", "sources"),
                         with_thousands(compared.sources.size() + compared.other_sources)));
  }
  if (is_table(flags) && !compared.words_known) {
    complain("words are not counted, because some of the articles are on a server");
  }
  SearchRequest with = request.search;
  with.query = request.with;
  give_hints(request.search, compared.articles[0] != 0);
  give_hints(with, compared.articles[1] != 0);
  return outcome_of(flags, compared.articles[0] + compared.articles[1] != 0,
                    compared.left_out[0] + compared.left_out[1], compared.missing);
}

void offer_compare(CLI::App& verb, CompareFlags& flags) {
  offer_query(verb, flags, "Two queries, each in quotes if it is long");
  verb.add_option("--top", flags.compare.top, "Sources, and words, to show (default 10)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}).description(""))
      ->type_name("N");
  const std::vector<std::string> periods = bucket_names();
  verb.add_option("--by", flags.by,
                  fmt::format("{} (default: what makes a short table)", fmt::join(periods, ", ")))
      ->check(cli::one_of(periods))
      ->type_name("PERIOD");
  offer_formats(verb, flags, kCompareFormats);
  offer_color(verb, flags);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb compare_verb() {
  return archive_verb<CompareFlags>(
      "compare", kCount, "Show what two queries have in common, and what sets them apart",
      {"dateline-search compare news migrant refugee",
       "dateline-search compare news 'flood date:2002' 'flood date:2013' --by month"},
      offer_compare, run_compare);
}

}  // namespace dateline
