// SPDX-License-Identifier: GPL-2.0-or-later
// Names, checks and descriptions.
#include "searcher/verbs/options.h"

#include "common/cli/choices.h"
#include "common/time_zone.h"

#include <map>
#include <memory>

#include <fmt/format.h>

namespace dateline {
namespace {

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

const std::map<std::string, Sort> kSorts = {
    {"relevance", Sort::Relevance}, {"newest", Sort::Newest}, {"oldest", Sort::Oldest}};
const std::map<std::string, query::Dialect> kDialects = {{"dateline", query::Dialect::Dateline},
                                                         {"nexis", query::Dialect::Nexis},
                                                         {"factiva", query::Dialect::Factiva},
                                                         {"lucene", query::Dialect::Lucene}};
const std::map<std::string, ColorMode> kColors = {
    {"auto", ColorMode::Auto}, {"always", ColorMode::Always}, {"never", ColorMode::Never}};

/// Options that raise the limits of a query, or lower them.
void add_limit_options(CLI::App* verb, query::Limits& limits) {
  verb->add_option("--max-terms", limits.terms, "Words that a query may have (default 256)")
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

}  // namespace

const char* query_footer() {
  return kFooter;
}

void add_zone_option(CLI::App* verb, Flags& flags) {
  verb->add_option("--tz", flags.time_zone, kZoneHelp)->check(cli::not_empty())->type_name("ZONE");
}

void add_reading_options(CLI::App* verb, Flags& flags) {
  SearchRequest& request = flags.request;
  verb->add_flag("--all", request.require_all, "Every word and phrase is required");
  verb->add_option("--from", request.from,
                   "Published on this day or later: 2019-12-13, 2019, yesterday")
      ->check(cli::not_empty())
      ->type_name("DATE");
  verb->add_option("--to", request.to, "Published on this day or earlier; 2019 means its last day")
      ->check(cli::not_empty())
      ->type_name("DATE");
  add_zone_option(verb, flags);
  verb->add_option("--dialect", flags.dialect,
                   "Language of the query: dateline, nexis, factiva or lucene (default dateline)")
      ->transform(cli::one_of(kDialects))
      ->type_name("NAME");
}

void add_query_options(CLI::App* verb, Flags& flags) {
  SearchRequest& request = flags.request;
  verb->add_option("QUERY", flags.words, "ARCHIVE, then the query; without one, every article")
      ->type_name("");
  add_reading_options(verb, flags);
  verb->add_option("--sort", request.sort, "relevance, newest or oldest (default relevance)")
      ->transform(cli::one_of(kSorts))
      ->type_name("ORDER");
  verb->add_option_function<std::string>(
          "--synonyms",
          [&request](const std::string& file) {
            request.synonyms = std::make_shared<const query::Synonyms>(file);
          },
          "File of words that are looked for together, one meaning a line: usa, united states")
      ->type_name("FILE");
  add_limit_options(verb, request.limits);
  verb->add_flag("--withheld", request.withheld,
                 "Also find articles that their publisher withheld or canceled");
  verb->footer(query_footer());
}

void add_feedback_option(CLI::App* verb, Flags& flags) {
  verb->add_flag("--feedback", flags.request.feedback,
                 "Add words of the first articles found, which finds and ranks more");
}

void add_page_options(CLI::App* verb, Flags& flags, const std::string& per_source,
                      const std::string& limit) {
  SearchRequest& request = flags.request;
  verb->add_option("--per-source", request.per_source, per_source)
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}).description(""))
      ->type_name("N");
  verb->add_option("-n,--limit", request.limit, limit)
      ->check(CLI::Range(std::size_t{0}, std::size_t{10'000}).description(""))
      ->type_name("N");
  verb->add_option("--page", request.page, "Cursor that the page before printed")
      ->type_name("CURSOR");
}

void add_format_option(CLI::App* verb, Flags& flags, const std::vector<std::string>& formats) {
  verb->add_option("--format", flags.format,
                   fmt::format("{} (default {})", fmt::join(formats, ", "), formats.front()))
      ->check(cli::one_of(formats))
      ->type_name("FORMAT");
}

void add_color_option(CLI::App* verb, Flags& flags) {
  verb->add_option("--color", flags.color, "auto, always or never (default auto)")
      ->transform(cli::one_of(kColors))
      ->type_name("WHEN");
}

void add_shard_options(CLI::App* verb, Flags& flags) {
  OpenOptions& open = flags.request.open;
  CLI::Option* all = verb->add_flag_function(
      "--require-all", [&open](std::int64_t) { open.skip_untrusted = false; },
      "Fail when a shard does not answer (default), also where that is because the archive is not "
      "trusted");
  verb->add_flag("--partial", open.partial,
                 "Do without shards that do not answer or are damaged, and say so")
      ->excludes(all);
  verb->add_option(
          "--timeout", open.patience.timeout_seconds,
          "Seconds that servers may keep the command waiting; replicas share them (default "
          "5)")
      ->check(CLI::Range(0.1, 3600.0).description(""))
      ->type_name("SECONDS");
  verb->add_option("--retries", open.patience.retries,
                   "How often a server that fails is tried again (default 1)")
      ->check(CLI::Range(0U, 100U).description(""))
      ->type_name("N");
}

}  // namespace dateline
