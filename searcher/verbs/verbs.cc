// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verbs/verbs.h"

#include "common/engine/query/operator.h"

namespace dateline {

std::vector<cli::Verb> all_verbs() {
  std::vector<cli::Verb> all = {search_verb(),  similar_verb(),    explain_verb(), show_verb(),
                                story_verb(),   kwic_verb(),       facets_verb(),  timeline_verb(),
                                keyness_verb(), collocates_verb(), compare_verb()};
  for (cli::Verb& list : name_list_verbs()) all.push_back(std::move(list));
  for (const auto make : {export_verb, cite_verb, save_verb, saved_verb, forget_verb, alert_verb,
                          deliver_verb, eval_verb, help_verb}) {
    all.push_back(make());
  }
  return all;
}

std::string queries() {
  std::string text = "Queries:\n";
  for (const query::Operator* const op : query::operators()) text += op->help();
  return text +
         "  organi?ation *burger =reports   wildcards; this form only; caps(US), fuzzy(gadafi)\n"
         "  title:ceasefire                 in the headline; also lead(…) first50(…) atleast3(…)\n"
         "  source:sputnik place:Paris      also agency: author: section: tag: lang: flag:\n"
         "                                  source:\"The Times\" is that name exactly\n"
         "  date:2019-12 date:2018..2020    also date:yesterday date:\"last week\" date:none\n"
         "  length:>800 first:yes           long articles; the first of each story\n"
         "  dateline-search help query      all of it, with the grammar\n"
         "\n";
}

const char* const kFooter =
    "Exit codes: 0 found, 1 nothing found, 2 wrong usage or query, 3 archive missing or\n"
    "damaged, 4 another process is delivering, 5 the machine failed.\n"
    "With --format json, errors are JSON on stdout as well.\n"
    "DATELINE_ARCHIVE names the archive to use when none is given.";

}  // namespace dateline
