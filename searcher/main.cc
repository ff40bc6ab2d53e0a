// SPDX-License-Identifier: GPL-2.0-or-later
// dateline-search: flags in, one function called, errors to exit codes.
#include "common/archive/archive.h"
#include "common/errors.h"
#include "common/program.h"
#include "common/time_zone.h"
#include "searcher/export/format.h"
#include "searcher/reading_verbs.h"
#include "searcher/verbs.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace dateline;

constexpr const char* kFooter =
    "Queries:\n"
    "  Kazakhstan repatriation Syria   any of the words; articles with all of them come first\n"
    "  \"open skies\"                    a phrase\n"
    "  repatri*                        words that begin so\n"
    "  flood AND (Elbe OR Danube)      operators in capitals: AND OR NOT, brackets\n"
    "  minister -football              without a word\n"
    "  quake w/5 Turkey                at most 5 words apart; pre/5 in this order\n"
    "  quake w/s Turkey                in one sentence; w/p in one paragraph\n"
    "  organi?ation *burger =reports   wildcards; this form only; caps(US), fuzzy(gadafi)\n"
    "  title:ceasefire                 in the headline; also lead(…) first50(…) atleast3(…)\n"
    "  source:sputnik place:Paris      also agency: author: section: tag: lang: flag:\n"
    "                                  source:\"The Times\" is that name exactly\n"
    "  date:2019-12 date:2018..2020    also date:yesterday date:\"last week\" date:none\n"
    "  length:>800 first:yes           long articles; the first of each story\n"
    "  dateline-search help query      all of it, with the grammar\n"
    "\n"
    "Exit codes: 0 found, 1 nothing found, 2 wrong usage or query, 3 archive missing or\n"
    "damaged, 5 the machine failed.\n"
    "DATELINE_ARCHIVE names the archive to use when none is given.";

constexpr std::array<std::string_view, 19> kVerbs = {
    "search", "show", "explain", "facets",  "timeline", "export", "cite",
    "eval",   "help", "save",    "saved",   "forget",   "alert",  "deliver",
    "story",  "kwic", "similar", "keyness", "compare"};

const std::map<std::string, Sort> kSorts = {
    {"relevance", Sort::Relevance}, {"newest", Sort::Newest}, {"oldest", Sort::Oldest}};
const std::map<std::string, query::Dialect> kDialects = {{"dateline", query::Dialect::Dateline},
                                                         {"nexis", query::Dialect::Nexis},
                                                         {"factiva", query::Dialect::Factiva},
                                                         {"lucene", query::Dialect::Lucene}};
const std::map<std::string, TopicFields> kTopicFields = {{"title", TopicFields::Title},
                                                         {"description", TopicFields::Description},
                                                         {"both", TopicFields::Both}};
const std::map<std::string, ColorMode> kColors = {
    {"auto", ColorMode::Auto}, {"always", ColorMode::Always}, {"never", ColorMode::Never}};

/// Stands for the '-' of a query word such as `-football` while CLI11 looks for options.
constexpr char kDash = '\x01';

/// The arguments with the verb spelled out, and words such as `-football` kept from being options.
std::vector<std::string> arguments(int argc, char** argv) {
  std::vector<std::string> all(argv + 1, argv + argc);
  const bool has_verb =
      !all.empty() && (std::find(kVerbs.begin(), kVerbs.end(), all.front()) != kVerbs.end() ||
                       all.front() == "--version");
  if (!has_verb) all.insert(all.begin(), "search");
  for (std::string& word : all) {
    if (word == "--") break;
    if (word.size() > 1 && word[0] == '-' && word[1] != '-' && word != "-h") word[0] = kDash;
  }
  return all;
}

/// Takes the archive off the front of the words, or out of the environment.
void settle_archive(Flags& flags) {
  for (std::string& word : flags.words) {
    if (word.starts_with(kDash)) word[0] = '-';
  }
  const char* fallback = std::getenv("DATELINE_ARCHIVE");
  const bool named = !flags.words.empty() &&
                     (fallback == nullptr || *fallback == '\0' || is_archive(flags.words.front()) ||
                      flags.words.front().find('/') != std::string::npos);
  if (named) {
    flags.request.archive = flags.words.front();
    flags.words.erase(flags.words.begin());
  } else if (fallback != nullptr && *fallback != '\0') {
    flags.request.archive = fallback;
  } else {
    throw Error(Exit::Usage, "no archive is named",
                "give its directory first, or set DATELINE_ARCHIVE");
  }
}

/// Options that raise the limits of a query, or lower them.
void add_limit_options(CLI::App* verb, query::Limits& limits) {
  verb->add_option("--max-terms", limits.terms, "Parts that a query may have (default 256)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100'000}).description(""))
      ->type_name("N");
  verb->add_option("--max-depth", limits.depth, "Brackets in brackets (default 32)")
      ->check(CLI::Range(1U, 1000U).description(""))
      ->type_name("N");
  verb->add_option("--max-expansion", limits.expansion,
                   "Words that a wildcard or fuzzy() may stand for (default 1000)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}).description(""))
      ->type_name("N");
  verb->add_option("--max-time", limits.seconds, "Seconds that a query may take (default 60)")
      ->check(CLI::Range(0.01, 86'400.0).description(""))
      ->type_name("SECONDS");
}

void add_zone_option(CLI::App* verb, Flags& flags) {
  verb->add_option("--tz", flags.time_zone,
                   "Where it is decided what day today is: Europe/Berlin, +05:30, UTC (default\n"
                   "the machine's own zone)")
      ->type_name("ZONE");
}

/// Options that say what is found, shared by all verbs that take a query.
void add_query_options(CLI::App* verb, Flags& flags) {
  SearchRequest& request = flags.request;
  verb->add_option("QUERY", flags.words, "ARCHIVE, then the query; without one, every article")
      ->type_name("");
  verb->add_flag("--all", request.require_all, "Every word and phrase is required");
  verb->add_option("--from", request.from,
                   "Published on this day or later: 2019-12-13, 2019, yesterday")
      ->type_name("DATE");
  verb->add_option("--to", request.to, "Published on this day or earlier; 2019 means its last day")
      ->type_name("DATE");
  add_zone_option(verb, flags);
  verb->add_option("--sort", request.sort, "relevance, newest or oldest (default relevance)")
      ->transform(CLI::CheckedTransformer(kSorts, CLI::ignore_case).description(""))
      ->type_name("ORDER");
  verb->add_option_function<std::string>(
          "--synonyms",
          [&request](const std::string& file) {
            request.synonyms = std::make_shared<const query::Synonyms>(file);
          },
          "File of words that are looked for together, one meaning a line: usa, united states")
      ->type_name("FILE");
  verb->add_option("--dialect", flags.dialect,
                   "Language of the query: dateline, nexis, factiva or lucene (default dateline)")
      ->transform(CLI::CheckedTransformer(kDialects, CLI::ignore_case).description(""))
      ->type_name("NAME");
  add_limit_options(verb, request.limits);
  verb->add_flag("--withheld", request.withheld,
                 "Also find articles that their publisher withheld or canceled");
  verb->footer(kFooter);
}

void add_feedback_option(CLI::App* verb, Flags& flags) {
  verb->add_flag("--feedback", flags.request.feedback,
                 "Add words of the first articles found, which finds and ranks more");
}

/// Options that say what to do about shards that do not answer, shared by all verbs.
void add_shard_options(CLI::App* verb, Flags& flags) {
  OpenOptions& open = flags.request.open;
  CLI::Option* all = verb->add_flag_function(
      "--require-all", [](std::int64_t) {}, "Fail when a shard does not answer (default)");
  verb->add_flag("--partial", open.partial, "Do without shards that do not answer, and say so")
      ->excludes(all);
  verb->add_option("--timeout", open.patience.timeout_seconds,
                   "Seconds that a server may take to answer (default 5)")
      ->check(CLI::Range(0.1, 3600.0).description(""))
      ->type_name("SECONDS");
  verb->add_option("--retries", open.patience.retries,
                   "How often a server that fails is tried again (default 1)")
      ->check(CLI::Range(0U, 100U).description(""))
      ->type_name("N");
}

CLI::App* add_export(CLI::App& app, Flags& flags) {
  ExportRequest& exporting = flags.exporting;
  CLI::App* verb = app.add_subcommand(
      "export", "Writes every matching article to stdout, and a manifest of what it wrote");
  add_query_options(verb, flags);
  verb->get_option("--sort")->description("newest, oldest or relevance (default newest)");
  verb->add_option("--format", exporting.format,
                   fmt::format("{} (default jsonl)", fmt::join(export_format_names(), ", ")))
      ->check(CLI::IsMember(export_format_names()).description(""))
      ->type_name("FORMAT");
  verb->add_option("--fields", exporting.fields,
                   "Fields and their order, for jsonl, csv, tsv and md: id,published,headline")
      ->type_name("A,B,C");
  verb->add_option("--limit", exporting.limit, "Articles to write (default all)")->type_name("N");
  verb->add_option("--page", flags.request.page, "Go on where an export ended: the cursor it gave")
      ->type_name("CURSOR");
  verb->add_option("--manifest", exporting.manifest,
                   "File for the manifest, once all is written (default a line on stderr)")
      ->type_name("FILE");
  return verb;
}

CLI::App* add_cite(CLI::App& app, Flags& flags) {
  CLI::App* verb = app.add_subcommand(
      "cite", "Says what a query finds today so that others can check it: count and digest");
  add_query_options(verb, flags);
  verb->remove_option(verb->get_option("--sort"));
  verb->add_option("--format", flags.format, "text or json (default text)")
      ->check(CLI::IsMember({"text", "json"}).description(""))
      ->type_name("FORMAT");
  return verb;
}

void add_facets_options(CLI::App* verb, Flags& flags) {
  FacetsRequest& request = flags.facets;
  verb->add_option(
          "--by", request.fields,
          fmt::format("Field to count by, once for each: {}", fmt::join(facet_fields(), ", ")))
      ->required()
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->type_name("FIELD");
  verb->add_option("--top", request.top, "So many of the most frequent values (default all)")
      ->type_name("N");
  verb->add_option("--min", request.min, "Only values of so many articles (default 1)")
      ->type_name("N");
  verb->add_option("--format", flags.format, "text, json or csv (default text)")
      ->check(CLI::IsMember({"text", "json", "csv"}).description(""))
      ->type_name("FORMAT");
}

void add_timeline_options(CLI::App* verb, Flags& flags) {
  std::vector<std::string> names;
  for (const Bucket bucket : all_buckets()) names.emplace_back(name_of(bucket));
  verb->add_option("--by", flags.by,
                   fmt::format("{} (default: what makes a readable chart)", fmt::join(names, ", ")))
      ->check(CLI::IsMember(names).description(""))
      ->type_name("PERIOD");
  verb->add_option("--with", flags.timeline.with, "A query to compare it with; once for each")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->type_name("QUERY");
  verb->add_flag("--ascii", flags.ascii, "Draw with plain ASCII");
  verb->add_option("--format", flags.format, "text, json, csv or svg (default text)")
      ->check(CLI::IsMember({"text", "json", "csv", "svg"}).description(""))
      ->type_name("FORMAT");
}

CLI::App* add_eval(CLI::App& app, Flags& flags) {
  EvalRequest& request = flags.eval;
  CLI::App* verb = app.add_subcommand(
      "eval", "Measures how well an archive answers the topics of a test collection");
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
      ->transform(CLI::CheckedTransformer(kTopicFields, CLI::ignore_case).description(""))
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
  verb->add_option("--format", flags.format, "text, json or csv (default text)")
      ->check(CLI::IsMember({"text", "json", "csv"}).description(""))
      ->type_name("FORMAT");
  return verb;
}

/// The verbs of saved searches; null where none of them is asked for.
using RunVerb = Exit (*)(Flags&);

void add_saved_verbs(CLI::App& app, Flags& flags, RunVerb& chosen) {
  const auto verb = [&](const char* name, const char* about, const char* words, RunVerb run) {
    CLI::App* added = app.add_subcommand(name, about);
    added->add_option("WORDS", flags.words, words)->type_name("");
    added->parse_complete_callback([&chosen, run] { chosen = run; });
    return added;
  };
  CLI::App* save = verb("save", "Save a query under a name, once it is known to be one",
                        "ARCHIVE, NAME, then the query", run_save);
  save->add_flag("--replace", flags.replace, "Over the one that is saved as NAME");
  CLI::App* saved = verb("saved", "List saved searches and alerts", "ARCHIVE",
                         [](Flags& f) { return run_saved(f); });
  verb("forget", "Remove a saved search, and its alert", "ARCHIVE, then NAME", run_forget);
  CLI::App* alert = verb("alert", "Have new articles that a saved search finds delivered",
                         "ARCHIVE, then NAME", run_alert);
  alert
      ->add_option("--to", flags.deliver_to,
                   "jsonl:FILE, atom:FILE, maildir:DIR or command:COMMAND, which is given JSON\n"
                   "Lines on its standard input")
      ->type_name("WHERE");
  alert->add_flag("--off", flags.no_delivery, "No longer; the search stays saved");
  CLI::App* deliver =
      verb("deliver", "Deliver what is new to all alerts, as dateline-index add does by itself",
           "ARCHIVE", [](Flags& f) { return run_deliver(f); });
  deliver
      ->add_option("--lock-timeout", flags.lock_timeout,
                   "Seconds to wait for another that delivers (default 60)")
      ->check(CLI::Range(0.0, 86400.0).description(""))
      ->type_name("SECONDS");
  saved->add_option("--format", flags.format, "text or json (default text)")
      ->check(CLI::IsMember({"text", "json"}).description(""))
      ->type_name("FORMAT");
  deliver->add_option("--format", flags.format, "text or jsonl (default text)")
      ->check(CLI::IsMember({"text", "jsonl"}).description(""))
      ->type_name("FORMAT");
  for (CLI::App* one : {save, alert, deliver}) add_zone_option(one, flags);
}

Exit dispatch(int argc, char** argv) {
  Flags flags;
  SearchRequest& request = flags.request;
  CLI::App app{"Searches a Dateline archive.", "dateline-search"};
  app.set_version_flag("--version", "dateline-search " DATELINE_VERSION);
  app.require_subcommand(1);

  CLI::App* search_verb = app.add_subcommand(
      "search",
      "Finds articles. The word 'search' may be left out. Other verbs, each with its own --help:\n"
      "  show ARCHIVE ID...        articles in full\n"
      "  explain ARCHIVE QUERY...  how a query is understood and what its terms find\n"
      "  facets ARCHIVE QUERY... --by FIELD   matches counted by what a field holds\n"
      "  timeline ARCHIVE QUERY...            matches over time\n"
      "  story ARCHIVE ID          who ran a story, when, and what each changed\n"
      "  kwic ARCHIVE QUERY...     every place where the words stand, in its context\n"
      "  keyness ARCHIVE QUERY...  the words that set what is found apart\n"
      "  compare ARCHIVE QUERY QUERY   what two queries have in common, and what not\n"
      "  similar ARCHIVE ID|-      articles like this one, or like a text\n"
      "  export ARCHIVE QUERY...   every matching article, for other programs\n"
      "  cite ARCHIVE QUERY...     what a query finds today, so that others can check it\n"
      "  eval ARCHIVE --topics FILE --qrels FILE   how well a test collection's topics are "
      "answered\n"
      "  save ARCHIVE NAME QUERY...   keep a query; saved and forget list and remove\n"
      "  alert ARCHIVE NAME --to WHERE   deliver what is new; deliver runs all alerts\n"
      "  help query                the query language");
  add_query_options(search_verb, flags);
  add_feedback_option(search_verb, flags);
  CLI::Option* collapse = search_verb->add_flag(
      "--collapse", flags.collapse,
      "Show a story once, by the first of its articles in the order asked for: always so in "
      "text, unless --all-copies; programs get all articles unless they ask for it");
  search_verb->add_flag("--all-copies", flags.all_copies, "Show each copy of a story")
      ->excludes(collapse);
  search_verb
      ->add_option("--per-source", request.per_source,
                   "At most so many articles of a source, on all pages together")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}).description(""))
      ->type_name("N");
  search_verb
      ->add_option("--limit", request.limit,
                   "Articles on a page (default 10); a story that is shown once is one")
      ->check(CLI::Range(std::size_t{0}, std::size_t{10'000}).description(""))
      ->type_name("N");
  search_verb->add_option("--page", request.page, "Cursor that the page before printed")
      ->type_name("CURSOR");
  search_verb
      ->add_option("--facet", request.facets,
                   fmt::format("Count matches by a field: {}", fmt::join(facet_fields(), ", ")))
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->type_name("FIELD");
  search_verb->add_option("--format", flags.format, "text, json, jsonl or csv (default text)")
      ->check(CLI::IsMember({"text", "json", "jsonl", "csv"}).description(""))
      ->type_name("FORMAT");

  CLI::App* show_verb = app.add_subcommand("show", "Show articles in full");
  show_verb->add_option("ID", flags.words, "ARCHIVE, then the ids of articles")->type_name("");
  show_verb->add_option("--format", flags.format, "text, json or jsonl (default text)")
      ->check(CLI::IsMember({"text", "json", "jsonl"}).description(""))
      ->type_name("FORMAT");

  CLI::App* explain_verb =
      app.add_subcommand("explain", "Show how a query is understood and what its terms find");
  add_query_options(explain_verb, flags);

  CLI::App* facets_verb = app.add_subcommand(
      "facets", "Count matches by what a field holds, as articles and as stories");
  add_query_options(facets_verb, flags);
  add_facets_options(facets_verb, flags);

  CLI::App* timeline_verb = app.add_subcommand(
      "timeline", "Show matches over time, beside what the archive has of that time");
  add_query_options(timeline_verb, flags);
  add_timeline_options(timeline_verb, flags);

  CLI::App* help_verb = app.add_subcommand("help", "Print the documentation of the query language");
  help_verb->add_option("TOPIC", flags.topic, "query")
      ->required()
      ->check(CLI::IsMember({"query"}).description(""))
      ->type_name("");

  CLI::App* export_verb = add_export(app, flags);
  CLI::App* cite_verb = add_cite(app, flags);
  CLI::App* eval_verb = add_eval(app, flags);
  RunVerb saved_verb = nullptr;
  add_saved_verbs(app, flags, saved_verb);

  ReadingVerbs reading(app, flags, add_query_options);

  std::vector<CLI::App*> all = {search_verb,   show_verb,   explain_verb, facets_verb,
                                timeline_verb, export_verb, cite_verb,    eval_verb};
  all.insert(all.end(), reading.verbs().begin(), reading.verbs().end());
  for (CLI::App* verb : all) add_shard_options(verb, flags);
  std::vector<CLI::App*> colored = {search_verb, show_verb, timeline_verb};
  colored.insert(colored.end(), reading.verbs().begin(), reading.verbs().end());
  for (CLI::App* verb : colored) {
    verb->add_option("--color", flags.color, "auto, always or never (default auto)")
        ->transform(CLI::CheckedTransformer(kColors, CLI::ignore_case).description(""))
        ->type_name("WHEN");
  }

  if (const auto ended = parse_arguments(app, arguments(argc, argv))) return *ended;
  if (*help_verb) return run_help();
  if (*eval_verb && flags.eval.of.empty() && flags.eval.topics.empty()) {
    throw Error(Exit::Usage, "eval needs topics", "give --topics FILE, or a run with --of FILE");
  }
  if (flags.eval.of.empty()) settle_archive(flags);
  request.today = today_in_zone(flags.time_zone);
  if (*eval_verb) return run_eval(flags);
  request.query = query::translated(fmt::format("{}", fmt::join(flags.words, " ")), flags.dialect);
  for (std::string& query : flags.timeline.with) query = query::translated(query, flags.dialect);
  if (saved_verb != nullptr) return saved_verb(flags);
  if (const auto done = reading.run()) return *done;
  if (*show_verb) return run_show(flags);
  if (*facets_verb) return run_facets(flags);
  if (*timeline_verb) return run_timeline(flags);
  if (*cite_verb) return run_cite(flags);
  if (*export_verb) {
    if (export_verb->count("--sort") == 0) request.sort = Sort::Newest;
    return run_export(flags);
  }
  return *explain_verb ? run_explain(flags) : run_search(flags);
}

}  // namespace

int main(int argc, char** argv) {
  return run_program("dateline-search", dispatch, argc, argv);
}
