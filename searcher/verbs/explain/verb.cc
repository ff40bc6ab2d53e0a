// SPDX-License-Identifier: GPL-2.0-or-later
// explain.
#include "common/program.h"
#include "searcher/report/explain.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

namespace dateline {
namespace {

Exit run_explain(ArchiveFlags& flags) {
  print(explain(flags.request));
  give_hints(flags.request, false);
  return Exit::Ok;
}

void offer_explain(CLI::App& verb, ArchiveFlags& flags) {
  offer_query(verb, flags);
  offer_sort(verb, flags, "relevance, newest or oldest (default relevance)");
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb explain_verb() {
  return archive_verb<ArchiveFlags>(
      "explain", kSearch, "Show how a query is understood, and what each part of it finds",
      {"dateline-search explain news 'flood w/5 Elbe -football'",
       "dateline-search explain news --dialect nexis 'hlead(flood!) w/s elbe'"},
      offer_explain, run_explain);
}

}  // namespace dateline
