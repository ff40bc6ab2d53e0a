// SPDX-License-Identifier: GPL-2.0-or-later
// search.
#include "common/cli/program.h"
#include "common/cli/verb_names.h"
#include "searcher/interactive/session.h"
#include "searcher/render/counts.h"
#include "searcher/render/hits.h"
#include "searcher/render/style.h"
#include "searcher/verbs/meant.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

#include <unistd.h>

namespace dateline {
namespace {

struct SearchFlags : ArchiveFlags {
  const CLI::App* verb = nullptr;
  bool collapse = false;    ///< in every format
  bool all_copies = false;  ///< also in text
  bool partly = false;      ///< also in formats for programs
};

constexpr std::array<Format<SearchFlags, SearchResult>, 4> kSearchFormats = {
    {{"text",
      [](const SearchFlags& flags, const SearchResult& result) {
        const bool found = !result.hits.empty() || result.total.value() != 0;
        return found ? render_text(result, style_of_stdout(flags.context.color)) : std::string();
      }},
     {"json", [](const SearchFlags& flags,
                 const SearchResult& result) { return render_json(flags.request, result); }},
     {"jsonl", [](const SearchFlags& flags,
                  const SearchResult& result) { return render_json_lines(flags.request, result); }},
     {"csv", [](const SearchFlags& flags, const SearchResult& result) {
        return render_csv(flags.request, result);
      }}}};

/// Is there a terminal, and nothing asked for yet?
bool opens_session(const SearchFlags& flags) {
  if (!flags.words.empty()) return false;
  for (const char* const asked : {"--page", "--limit", "--facet", "--format"}) {
    if (flags.verb->count(asked) != 0) return false;
  }
  return is_terminal(STDIN_FILENO) && is_terminal(STDOUT_FILENO);
}

/// The command line for the verb that is the first word.
std::string reordered(const SearchFlags& flags) {
  std::string line = flags.words.front() + " " + flags.request.archive.string();
  for (std::size_t i = 1; i < flags.words.size(); ++i) line += " " + flags.words[i];
  return line;
}

/// Says so when the first word, which no article has together with the others, is a command of the
/// other program.
void tell_of_index_verb(const SearchFlags& flags) {
  if (flags.words.empty()) return;
  const std::string& first = flags.words.front();
  if (std::find(cli::kIndexVerbs.begin(), cli::kIndexVerbs.end(), first) ==
      cli::kIndexVerbs.end()) {
    return;
  }
  complain(
      fmt::format("'{}' is searched for; it is also a command of dateline-index: dateline-index {}",
                  first, reordered(flags)));
}

Exit run_search(SearchFlags& flags) {
  if (opens_session(flags)) {
    interactive::run_session({flags.request, flags.context});
    return Exit::Ok;
  }
  if (!flags.words.empty() &&
      cli::find_verb(*flags.verb->get_parent(), flags.words.front()) != nullptr) {
    complain(fmt::format("'{}' is searched for; as a command it comes first: dateline-search {}",
                         flags.words.front(), reordered(flags)));
  }
  SearchRequest& request = flags.request;
  if (!request.facets.empty() && (flags.format == "csv" || flags.format == "jsonl")) {
    throw Error(Code::Usage, "--facet does not work with --format " + flags.format,
                "ask for --format json or text");
  }
  request.stories = flags.format == "text";
  request.suggest = true;
  if (!flags.collapse) request.served_stories = kServedStories;
  request.collapse = flags.collapse || (flags.format == "text" && !flags.all_copies);
  if (flags.partly) {
    request.partly = Partly::Shown;
  } else if (flags.verb->count("--all") == 0) {
    if (flags.format == "text") request.partly = Partly::Shown;
    if (flags.format == "json") request.partly = Partly::Counted;
  }
  const SearchResult result = search(request);
  print(rendered(kSearchFormats, flags, result));
  tell_of_page(flags, result, "; all: dateline-search export");
  give_hints(request, result.suggestions);
  for (const std::string& line : other_form_lines(result.other_forms)) complain(line);
  const bool found = result.total.value() != 0;
  if (!found) {
    for (const std::string& line : other_meanings(request)) complain(line);
    tell_of_index_verb(flags);
  }
  if (!found && flags.format == "text" && !result.hits.empty()) {
    complain_of(result.missing);
    return Exit::NothingFound;  // which the page says
  }
  return outcome_of(flags, found, result.left_out, result.missing);
}

void offer_search(CLI::App& verb, SearchFlags& flags) {
  flags.verb = &verb;
  offer_query(verb, flags,
              "What to look for; without one every article, or on a terminal the interactive mode");
  offer_sort(verb, flags, "relevance, newest or oldest (default relevance)");
  offer_feedback(verb, flags);
  verb.add_flag("--partly", flags.partly,
                "After the articles with every word, those with some, marked: the default in text")
      ->excludes("--all")
      ->excludes("--any");
  CLI::Option* collapse = verb.add_flag(
      "--collapse", flags.collapse,
      "Show each story once, by the first of its articles in the chosen order: the default in "
      "text; programs get all articles unless they ask for it");
  verb.add_flag("--all-copies", flags.all_copies, "Show each copy of a story")->excludes(collapse);
  offer_page(verb, flags, "At most N articles per source, over all pages",
             "Articles on a page (default 10); a story that is shown once is one");
  cli::repeated(
      verb.add_option("--facet", flags.request.facets,
                      fmt::format("Count matches by a field: {}", fmt::join(facet_fields(), ", "))))
      ->check(cli::suggest(facet_fields()))
      ->type_name("FIELD");
  offer_formats(verb, flags, kSearchFormats);
  offer_color(verb, flags);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb search_verb() {
  cli::Verb verb = archive_verb<SearchFlags>(
      "search", kSearch, "Find articles, the best first; the word 'search' may be left out",
      {"dateline-search news Kazakhstan repatriation Syria",
       "dateline-search news 'flood AND (Elbe OR Danube)' --from 2013 --facet source"},
      offer_search, run_search);
  verb.notes = queries();
  return verb;
}

}  // namespace dateline
