// SPDX-License-Identifier: GPL-2.0-or-later
// eval.
#include "common/cli/choices.h"
#include "common/program.h"
#include "searcher/render/eval.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/table.h"

#include <map>

namespace dateline {
namespace {

const std::map<std::string, TopicFields> kTopicFields = {{"title", TopicFields::Title},
                                                         {"description", TopicFields::Description},
                                                         {"both", TopicFields::Both}};

Exit run_eval(Flags& flags) {
  if (flags.eval.of.empty() && flags.eval.topics.empty()) {
    throw Error(Exit::Usage, "eval needs topics", "give --topics FILE, or a run with --of FILE");
  }
  if (flags.eval.of.empty()) settle_archive(flags);
  if (!flags.words.empty()) {
    const bool is_run = !flags.eval.of.empty();
    throw Error(Exit::Usage, is_run ? "with --of no archive is searched" : "eval takes no query",
                is_run ? "leave the archive out" : "its queries are the topics of --topics");
  }
  EvalRequest& request = flags.eval;
  request.search = flags.request;
  const EvalReport report = evaluate(request);
  if (flags.format == "json") {
    print(render_eval_json(report, flags.per_topic));
  } else if (flags.format == "csv") {
    print(render_eval_csv(report, flags.per_topic));
  } else {
    print(render_eval_text(report, flags.per_topic));
  }
  complain_of(report.missing);
  if (report.all.retrieved != 0) return Exit::Ok;
  complain("no article was found for any topic");
  return Exit::NothingFound;
}

}  // namespace

void add_eval_verb(VerbTable& table) {
  Flags& flags = table.flags();
  EvalRequest& request = flags.eval;
  CLI::App* verb =
      table.add("eval", "Measures how well an archive answers the topics of a test collection",
                run_eval, VerbTable::Needs::Nothing);
  verb->add_option("ARCHIVE", flags.words, "The archive; not with --of")->type_name("");
  CLI::Option* topics =
      verb->add_option("--topics", request.topics,
                       "Topics: TREC's SGML, or lines of number, tab, text; with --of, which count")
          ->type_name("FILE");
  verb->add_option("--qrels", request.qrels, "Judgements: lines of topic, 0, article, relevance")
      ->required()
      ->type_name("FILE");
  verb->add_option("--fields", request.fields,
                   "What of a topic is searched for: title, description or both (default title)")
      ->transform(cli::one_of(kTopicFields))
      ->needs(topics)
      ->type_name("FIELDS");
  CLI::Option* run =
      verb->add_option("--run", request.run, "File to write what was found to")->type_name("FILE");
  verb->add_option("--of", request.of, "Measure this TREC run file; no archive is searched")
      ->excludes(run)
      ->type_name("FILE");
  verb->add_option("--against", request.against, "TREC run file to compare with")
      ->type_name("FILE");
  add_feedback_option(verb, flags);
  verb->add_flag("--per-topic", flags.per_topic, "Also each topic for itself");
  verb->add_flag("--withheld", flags.request.withheld,
                 "Also find articles that their publisher withheld or canceled");
  add_format_option(verb, flags, {"text", "json", "csv"});
  add_shard_options(verb, flags);
}

}  // namespace dateline
