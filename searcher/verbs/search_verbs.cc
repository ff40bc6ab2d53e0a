// SPDX-License-Identifier: GPL-2.0-or-later
// search, show, explain.
#include "common/archive/archive.h"
#include "common/cli/choices.h"
#include "common/program.h"
#include "searcher/interactive/session.h"
#include "searcher/report/explain.h"
#include "searcher/report/show.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

namespace dateline {
namespace {

/// Is there someone to talk to, who asked for nothing yet?
bool opens_session(const Flags& flags) {
  return flags.words.empty() && flags.may_converse && is_terminal(STDIN_FILENO) &&
         is_terminal(STDOUT_FILENO);
}

Exit run_search(Flags& flags) {
  if (opens_session(flags)) {
    return interactive::run_session({flags.request, flags.dialect, flags.color});
  }
  SearchRequest& request = flags.request;
  if (!request.facets.empty() && (flags.format == "csv" || flags.format == "jsonl")) {
    throw Error(Exit::Usage, "facets have no place in --format " + flags.format,
                "ask for --format json or text");
  }
  // Lines and rows say nothing of what is not among them.
  request.count = flags.format == "text" || flags.format == "json";
  request.stories = flags.format == "text";
  request.suggest = true;
  if (!flags.collapse) request.served_stories = kServedStories;
  request.collapse = flags.collapse || (flags.format == "text" && !flags.all_copies);
  const SearchResult result = search(request);
  const bool found = !result.hits.empty() || result.total.value_or(0) != 0;
  if (flags.format == "json") {
    print(render_json(request, result));
  } else if (flags.format == "jsonl") {
    print(render_json_lines(request, result));
  } else if (flags.format == "csv") {
    print(render_csv(request, result));
  } else if (found) {
    print(render_text(result, style_of_stdout(flags.color)));
  }
  give_hints(request, result.suggestions);
  return outcome_of(found, result.left_out, result.missing);
}

std::string article_document(const FoundArticle& found) {
  Json json = {{"format_version", kJsonFormatVersion}};
  json.update(render_article_json(found));
  return dump_pretty(json);
}

/// One document for all of them.
std::string articles_document(const std::vector<FoundArticle>& found) {
  Json json = {{"format_version", kJsonFormatVersion}, {"articles", Json::array()}};
  for (const FoundArticle& each : found) json["articles"].push_back(render_article_json(each));
  return dump_pretty(json);
}

Exit run_show(Flags& flags) {
  if (flags.words.empty()) {
    throw Error(Exit::Usage, "no article is named", "give the ids that search prints");
  }
  Archive archive = Archive::open(flags.request.archive, flags.request.open);
  bool all_found = true;
  std::string out;
  std::vector<FoundArticle> articles;
  for (const std::string& id : flags.words) {
    const auto found = find_article(archive, id, flags.request.open.partial);
    if (!found) {
      complain(unknown_id(id));
      all_found = false;
    } else if (flags.format == "json") {
      articles.push_back(*found);
    } else if (flags.format == "jsonl") {
      out += dump(render_article_json(*found)) + "\n";
    } else {
      if (!out.empty()) out += "\n" + std::string(40, '-') + "\n\n";
      out += render_article(*found, style_of_stdout(flags.color));
    }
  }
  if (flags.format == "json" && flags.words.size() > 1) {
    out = articles_document(articles);
  } else if (!articles.empty()) {
    out = article_document(articles.front());
  }
  print(out);
  complain_of(archive.missing());
  return all_found ? Exit::Ok : Exit::NothingFound;
}

Exit run_explain(Flags& flags) {
  print(explain(flags.request));
  give_hints(flags.request, false);
  return Exit::Ok;
}

void add_search_options(CLI::App* verb, Flags& flags) {
  add_query_options(verb, flags);
  add_feedback_option(verb, flags);
  CLI::Option* collapse = verb->add_flag(
      "--collapse", flags.collapse,
      "Show a story once, by the first of its articles in the order asked for: always so in "
      "text, unless --all-copies; programs get all articles unless they ask for it");
  verb->add_flag("--all-copies", flags.all_copies, "Show each copy of a story")->excludes(collapse);
  add_page_options(verb, flags, "At most so many articles of a source, on all pages together",
                   "Articles on a page (default 10); a story that is shown once is one");
  verb->add_option("--facet", flags.request.facets,
                   fmt::format("Count matches by a field: {}", fmt::join(facet_fields(), ", ")))
      ->check(cli::suggest(facet_fields()))
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->type_name("FIELD");
  add_format_option(verb, flags, {"text", "json", "jsonl", "csv"});
  add_color_option(verb, flags);
  add_shard_options(verb, flags);
  verb->final_callback([verb, &flags] {
    flags.may_converse = verb->count("--page") + verb->count("--limit") + verb->count("--facet") +
                             verb->count("--format") ==
                         0;
  });
}

}  // namespace

void add_search_verbs(VerbTable& table) {
  Flags& flags = table.flags();
  add_search_options(table.add("search",
                               "Finds articles; the word 'search' may be left out. ARCHIVE alone, "
                               "on a terminal, opens the interactive mode",
                               run_search),
                     flags);

  CLI::App* show = table.add("show", "Shows articles in full", run_show);
  show->add_option("ID", flags.words, "ARCHIVE, then the ids of articles")->type_name("");
  add_format_option(show, flags, {"text", "json", "jsonl"});
  add_color_option(show, flags);
  add_shard_options(show, flags);

  CLI::App* explained = table.add(
      "explain", "Shows how a query is understood, and what each part of it finds", run_explain);
  add_query_options(explained, flags);
  add_shard_options(explained, flags);
}

}  // namespace dateline
