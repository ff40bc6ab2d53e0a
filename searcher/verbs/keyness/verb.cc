// SPDX-License-Identifier: GPL-2.0-or-later
// keyness.
#include "common/cli/program.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/keyness/key_word_options.h"
#include "searcher/verbs/keyness/keyness.h"
#include "searcher/verbs/keyness/render.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

namespace dateline {
namespace {

struct KeynessFlags : ArchiveFlags {
  KeynessRequest keyness;  ///< except its search
};

constexpr std::array<Format<KeynessFlags, KeynessReport>, 3> kKeynessFormats = {
    {{"text",
      [](const KeynessFlags& flags, const KeynessReport& report) {
        const bool has_both = report.set.articles != 0 && report.other.articles != 0;
        return has_both ? render_keyness_text(flags.keyness, report) : std::string();
      }},
     {"json",
      [](const KeynessFlags& flags, const KeynessReport& report) {
        return render_keyness_json(flags.keyness, report);
      }},
     {"csv", [](const KeynessFlags& /*flags*/, const KeynessReport& report) {
        return render_keyness_csv(report);
      }}}};

Exit run_keyness(KeynessFlags& flags) {
  KeynessRequest& request = flags.keyness;
  request.search = flags.request;
  const KeynessReport report = find_keyness(request);
  print(rendered(kKeynessFormats, flags, report));
  const bool found = report.set.articles != 0;
  give_hints(request.search, found);
  if (found && report.other.articles == 0) {
    complain_of(report.missing);
    if (!request.against) {
      complain("the query finds every story, so there is nothing to compare with");
      return Exit::NothingFound;
    }
    complain(fmt::format("no article matches --against {}{}", *request.against,
                         report.other_left_out == 0 ? "" : ", withheld and canceled ones aside"));
    give_hints(request_against(request), false);
    return Exit::NothingFound;
  }
  tell_what_is_shown(flags, report.words);
  return outcome_of(flags, found, report.left_out + report.other_left_out, report.missing);
}

void offer_keyness(CLI::App& verb, KeynessFlags& flags) {
  KeynessRequest& request = flags.keyness;
  offer_query(verb, flags);
  verb.add_option("--against", request.against,
                  "The query for the other articles (default: the rest of the archive)")
      ->type_name("QUERY");
  verb.add_option("--against-from", request.against_from,
                  "First day of the other articles; --from and --to are about the query's only")
      ->check(cli::not_empty())
      ->type_name("DATE");
  verb.add_option("--against-to", request.against_to, "Last day of the other articles")
      ->check(cli::not_empty())
      ->type_name("DATE");
  verb.add_flag("--negative", request.negative, "Words that what the query finds has less of");
  offer_key_words(verb, request.words);
  offer_formats(verb, flags, kKeynessFormats);
  offer_color(verb, flags);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb keyness_verb() {
  return archive_verb<KeynessFlags>(
      "keyness", kCount, "Show the words that set what a query finds apart from other articles",
      {"dateline-search keyness news 'refugee* date:2015'",
       "dateline-search keyness news source:guardian --against source:telegraph --stop-list en",
       "dateline-search keyness news dam --from 2019 --against dam --against-to 2018"},
      offer_keyness, run_keyness);
}

}  // namespace dateline
