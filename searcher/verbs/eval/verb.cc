// SPDX-License-Identifier: GPL-2.0-or-later
// eval.
#include "common/cli/program.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/eval/eval.h"
#include "searcher/verbs/eval/render.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

#include <map>

namespace dateline {
namespace {

const std::map<std::string, TopicFields> kTopicFields = {{"title", TopicFields::Title},
                                                         {"description", TopicFields::Description},
                                                         {"both", TopicFields::Both}};

struct EvalFlags : ArchiveFlags {
  EvalRequest eval;  ///< without its search
  bool per_topic = false;
};

constexpr std::array<Format<EvalFlags, EvalReport>, 3> kEvalFormats = {
    {{"text", [](const EvalFlags& flags,
                 const EvalReport& report) { return render_eval_text(report, flags.per_topic); }},
     {"json", [](const EvalFlags& flags,
                 const EvalReport& report) { return render_eval_json(report, flags.per_topic); }},
     {"csv", [](const EvalFlags& flags, const EvalReport& report) {
        return render_eval_csv(report, flags.per_topic);
      }}}};

Exit run_eval(EvalFlags& flags) {
  EvalRequest& request = flags.eval;
  if (request.of.empty() && request.topics.empty()) {
    throw Error(Code::Usage, "eval needs topics", "give --topics FILE, or a run with --of FILE");
  }
  if (request.of.empty()) {
    settle_archive(flags);
    expect_no_more(flags, "eval's queries are the topics of --topics");
  } else if (flags.archive) {
    throw Error(Code::Usage, "with --of no archive is searched", "leave the archive out");
  }
  settle_request(flags);
  request.search = flags.request;
  const EvalReport report = evaluate(request);
  print(rendered(kEvalFormats, flags, report));
  complain_of(report.missing);
  if (is_table(flags) && !report.unjudged.empty()) {
    complain(fmt::format("{} not judged and left out: {}",
                         count_of(report.unjudged.size(), "topic is", "topics are"),
                         fmt::join(report.unjudged, ", ")));
  }
  if (report.all.retrieved != 0) return Exit::Ok;
  complain("no article was found for any topic");
  return Exit::NothingFound;
}

void offer_eval(CLI::App& verb, EvalFlags& flags) {
  EvalRequest& request = flags.eval;
  offer_archive(verb, flags);
  CLI::Option* topics =
      verb.add_option("--topics", request.topics,
                      "Topics: TREC's SGML, or lines of number, tab, text; with --of, which count")
          ->type_name("FILE");
  verb.add_option("--qrels", request.qrels, "Judgements: lines of topic, 0, article, relevance")
      ->required()
      ->type_name("FILE");
  verb.add_option("--fields", request.fields,
                  "Part of a topic to search for: title, description or both (default title)")
      ->transform(cli::one_of(kTopicFields))
      ->needs(topics)
      ->type_name("FIELDS");
  CLI::Option* run = verb.add_option("--run", request.run, "File to write the articles found to")
                         ->type_name("FILE");
  verb.add_option("--of", request.of, "Measure this TREC run file; no archive is searched")
      ->excludes(run)
      ->type_name("FILE");
  verb.add_option("--against", request.against, "TREC run file to compare with")->type_name("FILE");
  offer_feedback(verb, flags);
  verb.add_flag("--per-topic", flags.per_topic, "Show each topic as well");
  offer_withheld(verb, flags);
  offer_formats(verb, flags, kEvalFormats);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb eval_verb() {
  return cli::verb<EvalFlags>(
      "eval", kCount, "Measure how well an archive answers the topics of a test collection",
      {"dateline-search eval news --topics topics.txt --qrels qrels.txt",
       "dateline-search eval --of mine.run --against theirs.run --qrels qrels.txt"},
      offer_eval, run_eval);
}

}  // namespace dateline
