// SPDX-License-Identifier: GPL-2.0-or-later
// explain.
#include "common/cli/program.h"
#include "searcher/verbs/explain/render.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

namespace dateline {
namespace {

constexpr std::array<Format<ArchiveFlags, Explanation>, 2> kExplainFormats = {
    {{"text",
      [](const ArchiveFlags& flags, const Explanation& explanation) {
        return render_explanation_text(flags.request, explanation);
      }},
     {"json", [](const ArchiveFlags& flags, const Explanation& explanation) {
        return render_explanation_json(flags.request, explanation);
      }}}};

Exit run_explain(ArchiveFlags& flags) {
  print(rendered(kExplainFormats, flags, explain(flags.request)));
  give_hints(flags.request, false);
  return Exit::Ok;
}

void offer_explain(CLI::App& verb, ArchiveFlags& flags) {
  offer_query(verb, flags);
  offer_sort(verb, flags, "relevance, newest or oldest (default relevance)");
  offer_feedback(verb, flags);
  offer_formats(verb, flags, kExplainFormats);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb explain_verb() {
  return archive_verb<ArchiveFlags>(
      "explain", kSearch, "Show how a query is understood, and what each part of it finds",
      {"dateline-search explain news 'flood w/5 Elbe -football'",
       "dateline-search explain news --dialect nexis 'hlead(flood!) w/s elbe'",
       "dateline-search explain news 'flood*' --format json"},
      offer_explain, run_explain);
}

}  // namespace dateline
