// SPDX-License-Identifier: GPL-2.0-or-later
// Names, checks and descriptions; and the archive among the words.
#include "searcher/verbs/options.h"

#include "common/cli/program.h"
#include "common/date/time_zone.h"
#include "common/disk/lock.h"
#include "common/engine/query/dialects/translate.h"
#include "common/engine/query/id_list.h"
#include "searcher/verbs/dashes.h"

#include <cstdlib>
#include <map>
#include <optional>

namespace dateline {
namespace {

constexpr const char* kLimits = "Limits";
constexpr const char* kServers = "Shards on servers, or damaged";

const std::map<std::string, Sort> kSorts = {{"relevance", Sort::Relevance},
                                            {"newest", Sort::Newest},
                                            {"oldest", Sort::Oldest},
                                            {"date", Sort::Newest}};
const std::map<std::string, query::Dialect> kDialects = {{"dateline", query::Dialect::Dateline},
                                                         {"nexis", query::Dialect::Nexis},
                                                         {"factiva", query::Dialect::Factiva},
                                                         {"lucene", query::Dialect::Lucene}};
const std::map<std::string, query::Form> kForms = {{"exact", query::Form::Exact},
                                                   {"all", query::Form::Stem}};
const std::map<std::string, ColorMode> kColors = {
    {"auto", ColorMode::Auto}, {"always", ColorMode::Always}, {"never", ColorMode::Never}};

/// Options that raise or lower the limits of a query.
void offer_limits(CLI::App& verb, query::Limits& limits) {
  verb.add_option("--max-terms", limits.terms, "Most words in a query (default 256)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100'000}).description(""))
      ->type_name("N")
      ->group(kLimits);
  verb.add_option("--max-depth", limits.depth, "Deepest nesting of brackets (default 32)")
      ->check(CLI::Range(1U, 1000U).description(""))
      ->type_name("N")
      ->group(kLimits);
  verb.add_option(
          "--max-expansion", limits.expansion,
          "Most words that a wildcard, fuzzy() or a word of a name stands for (default 1000)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}).description(""))
      ->type_name("N")
      ->group(kLimits);
  verb.add_option("--max-time", limits.seconds, "Most seconds for a query (default 60)")
      ->check(CLI::Range(0.01, 86'400.0).description(""))
      ->type_name("SECONDS")
      ->group(kLimits);
}

/// The archive that the environment names; empty for none.
std::string archive_of_environment() {
  const char* const archive = std::getenv("DATELINE_ARCHIVE");
  return archive == nullptr ? "" : archive;
}

bool names_archive(const std::string& word) {
  return is_archive(word) || word.find('/') != std::string::npos;
}

/// Throws Error (Usage) if a word is the name of a file of ids, but not written as one: it would be
/// searched for.
void refuse_plain_files(const std::vector<std::string>& words) {
  for (const std::string& each : words) {
    for (std::size_t at = each.find('@'); at != std::string::npos; at = each.find('@', at + 1)) {
      const bool begins =
          at == 0 || each[at - 1] == ' ' || each[at - 1] == '(' || each[at - 1] == '-';
      const std::string file = each.substr(at + 1, each.find_first_of(" )", at) - at - 1);
      std::error_code unknown;
      if (!begins || !std::filesystem::is_regular_file(file, unknown)) continue;
      throw Error(Code::Usage,
                  fmt::format("'@{0}' would be searched for as words, and {0} is a file", file),
                  fmt::format("write id:@{0} for the articles with the ids in it, or \"@{0}\" in "
                              "double quotes for the words",
                              file));
    }
  }
}

}  // namespace

void settle_archive(ArchiveFlags& flags) {
  for (std::string& word : flags.words) unmark_dash(word);
  if (flags.archive) unmark_dash(*flags.archive);
  const std::string fallback = archive_of_environment();
  if (flags.archive && (fallback.empty() || names_archive(*flags.archive))) {
    flags.request.archive = *flags.archive;
    return;
  }
  if (fallback.empty()) {
    throw Error(Code::Usage, "no archive is named",
                "give its directory first: dateline-search ARCHIVE QUERY; or set DATELINE_ARCHIVE");
  }
  flags.request.archive = fallback;
  if (flags.archive) flags.words.insert(flags.words.begin(), *flags.archive);
}

void settle_request(ArchiveFlags& flags) {
  refuse_plain_files(flags.words);
  flags.request = asked_in(flags.context, std::move(flags.request));
  flags.request.query =
      query::translated(fmt::format("{}", fmt::join(flags.words, " ")), flags.context.dialect);
}

void expect_no_more(const ArchiveFlags& flags, const std::string& hint) {
  if (flags.words.empty()) return;
  throw Error(Code::Usage, fmt::format("'{}' is one word too many", flags.words.front()), hint);
}

void tell_of_writer(const std::filesystem::path& archive) {
  if (const auto writer = disk::writer_of(archive)) {
    complain(fmt::format(
        "process {} is writing to the archive: what it has not yet published is not found",
        *writer));
  }
}

void tell_of_unknown_ids(const SearchRequest& request) {
  if (!request.ids || request.ids->named.empty()) return;
  constexpr std::size_t kShown = 5;
  OpenOptions open = request.open;
  open.partial = true;
  const Archive archive = Archive::open(request.archive, open);
  std::vector<std::string> unknown;
  for (const std::string& id : request.ids->named) {
    if (!locate(archive, id)) unknown.push_back(printable_line(id));
  }
  if (unknown.empty()) return;
  const std::size_t shown = std::min(unknown.size(), kShown);
  complain(fmt::format(
      "{} of {} ids are of no article here: {}{}", with_thousands(unknown.size()),
      with_thousands(request.ids->named.size()),
      fmt::join(unknown.begin(), unknown.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
      shown < unknown.size() ? ", …" : ""));
}

void offer_archive(CLI::App& verb, ArchiveFlags& flags) {
  verb.add_option("ARCHIVE", flags.archive,
                  "Directory of the archive; may be left out where DATELINE_ARCHIVE names it")
      ->type_name("");
}

void offer_words(CLI::App& verb, ArchiveFlags& flags, const char* name, const char* about) {
  verb.add_option(name, flags.words, about)->type_name("");
}

void offer_zone(CLI::App& verb, ArchiveFlags& flags) {
  verb.add_option("--tz", flags.context.time_zone, kZoneHelp)
      ->check(cli::not_empty())
      ->type_name("ZONE");
}

void offer_reading(CLI::App& verb, ArchiveFlags& flags) {
  SearchRequest& request = flags.request;
  CLI::Option* const all = verb.add_flag_callback(
      "--all", [] {}, "Only articles with every word and phrase: the default");
  verb.add_flag_callback(
          "--any", [&request] { request.reading = query::Reading::Any; },
          "Articles with any of the words and phrases")
      ->excludes(all);
  verb.add_option("--from", request.from,
                  "Published on this day or later: 2019-12-13, 2019, yesterday")
      ->check(cli::not_empty())
      ->type_name("DATE");
  verb.add_option("--to", request.to, "Published on this day or earlier; 2019 means its last day")
      ->check(cli::not_empty())
      ->type_name("DATE");
  cli::repeated(
      verb.add_option("--language", flags.context.languages,
                      "Only articles in this language, by its code or name; may be given again"))
      ->transform(cli::language())
      ->type_name("LANGUAGE");
  verb.add_option("--forms", flags.context.form,
                  "Which forms of a word to find: all, or exact, the one typed (default: as "
                  "dateline-index settings has it, all at first)")
      ->transform(cli::one_of(kForms))
      ->type_name("FORMS");
  offer_zone(verb, flags);
  verb.add_option("--dialect", flags.context.dialect,
                  "Language of the query: dateline, nexis, factiva or lucene (default dateline)")
      ->transform(cli::one_of(kDialects))
      ->type_name("NAME");
}

void offer_ids(CLI::App& verb, ArchiveFlags& flags, const char* about) {
  SearchRequest& request = flags.request;
  request.ids = std::make_shared<IdFiles>();
  verb.add_option_function<std::string>(
          "--ids",
          [&request](const std::string& file) {
            for (std::string& id : query::read_ids(file)) {
              request.ids->named.insert(id);
              request.ids->confine_to.push_back(std::move(id));
            }
          },
          about)
      ->type_name("FILE");
}

void offer_query(CLI::App& verb, ArchiveFlags& flags, const char* about) {
  SearchRequest& request = flags.request;
  offer_words(verb, flags, "QUERY", about);
  offer_reading(verb, flags);
  offer_ids(verb, flags, "Only articles whose ids are in this file, one a line");
  verb.add_option_function<std::string>(
          "--synonyms",
          [&request](const std::string& file) {
            request.synonyms = std::make_shared<const query::Synonyms>(file);
          },
          "File of words to look for together, one meaning per line: usa, united states")
      ->type_name("FILE");
  offer_withheld(verb, flags);
  offer_limits(verb, flags.context.limits);
}

void offer_sort(CLI::App& verb, ArchiveFlags& flags, const char* about) {
  verb.add_option("--sort", flags.request.sort, about)
      ->transform(cli::one_of(kSorts))
      ->type_name("ORDER");
}

void offer_withheld(CLI::App& verb, ArchiveFlags& flags) {
  verb.add_flag("--withheld", flags.request.withheld,
                "Also find articles that their publisher withheld or canceled");
}

void offer_feedback(CLI::App& verb, ArchiveFlags& flags) {
  verb.add_flag("--feedback", flags.request.feedback,
                "Add words of the first articles found, which finds and ranks more");
}

void offer_page(CLI::App& verb, ArchiveFlags& flags, const std::string& per_source,
                const std::string& limit) {
  SearchRequest& request = flags.request;
  verb.add_option("--per-source", request.per_source, per_source)
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}).description(""))
      ->type_name("N");
  verb.add_option("-n,--limit", request.limit, limit)
      ->check(CLI::Range(std::size_t{0}, std::size_t{10'000}).description(""))
      ->type_name("N");
  verb.add_option("--page", request.page, "Cursor that the previous page printed")
      ->type_name("CURSOR");
}

void offer_color(CLI::App& verb, ArchiveFlags& flags) {
  verb.add_option("--color", flags.context.color, "auto, always or never (default auto)")
      ->transform(cli::one_of(kColors))
      ->type_name("WHEN");
}

void offer_servers(CLI::App& verb, ArchiveFlags& flags) {
  OpenOptions& open = flags.request.open;
  CLI::Option* all = verb.add_flag_function(
      "--require-all", [&open](std::int64_t) { open.skip_untrusted = false; },
      "Fail when a shard does not answer (default), even if only because the archive is not "
      "trusted");
  all->group(kServers);
  verb.add_flag("--partial", open.partial,
                "Leave out shards that do not answer or are damaged, and say so")
      ->excludes(all)
      ->group(kServers);
  verb.add_option("--timeout", open.timeouts.timeout_seconds,
                  "Seconds to wait for servers; replicas share them (default 5)")
      ->check(CLI::Range(0.1, 3600.0).description(""))
      ->type_name("SECONDS")
      ->group(kServers);
  verb.add_option("--retries", open.timeouts.retries,
                  "How many times to retry a server that fails (default 1)")
      ->check(CLI::Range(0U, 100U).description(""))
      ->type_name("N")
      ->group(kServers);
}

}  // namespace dateline
