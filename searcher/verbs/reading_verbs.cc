// SPDX-License-Identifier: GPL-2.0-or-later
// Flags in, one report, bytes out.
#include "common/cli/choices.h"
#include "common/program.h"
#include "searcher/render/compare.h"
#include "searcher/render/keyness.h"
#include "searcher/render/kwic.h"
#include "searcher/render/similar.h"
#include "searcher/render/story.h"
#include "searcher/report/story.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/table.h"

#include <iostream>
#include <iterator>
#include <map>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Columns of the context on both sides, for programs.
constexpr std::size_t kContextColumns = 160;

const std::map<std::string, KwicSort> kKwicSorts = {{"date", KwicSort::Date},
                                                    {"left", KwicSort::Left},
                                                    {"right", KwicSort::Right},
                                                    {"source", KwicSort::Source}};

Exit run_story(Flags& flags) {
  if (flags.words.size() != 1) {
    throw Error(Exit::Usage, "story takes the id of one article", "give an id that search prints");
  }
  const StoryReport report =
      report_story({flags.request.archive, flags.request.open, flags.words.front()});
  complain_of(report.missing);
  if (report.id.empty()) {
    complain(unknown_id(flags.words.front()));
    return Exit::NothingFound;
  }
  print(flags.format == "json"
            ? render_story_json(report, flags.reading.diff)
            : render_story_text(report, flags.reading.diff, style_of_stdout(flags.color)));
  return Exit::Ok;
}

Exit run_kwic(Flags& flags) {
  KwicRequest& request = flags.reading.kwic;
  request.search = flags.request;
  TextStyle style = style_of_stdout(flags.color);
  style.width = flags.reading.width.value_or(style.width);
  const bool is_text = flags.format == "text";
  request.context = is_text ? style.width : flags.reading.width.value_or(kContextColumns) / 2;
  const Concordance concordance = make_concordance(request);
  if (flags.format == "json") {
    print(render_kwic_json(request, concordance));
  } else if (!is_text) {
    print(render_kwic_table(request, concordance, flags.format == "tsv"));
  } else if (concordance.articles != 0) {
    print(render_kwic_text(concordance, style));
  }
  const bool found = concordance.articles != 0;
  give_hints(request.search, found);
  return outcome_of(found, concordance.left_out, concordance.missing);
}

Exit run_similar(Flags& flags) {
  SimilarRequest& request = flags.reading.similar;
  if (flags.words.empty()) {
    throw Error(Exit::Usage, "no article is named",
                "give an id that search prints, or - and a text on standard input");
  }
  request.search = flags.request;
  request.search.query =
      fmt::format("{}", fmt::join(flags.words.begin() + 1, flags.words.end(), " "));
  request.search.stories = flags.format == "text";
  request.search.suggest = flags.format == "json";
  request.search.served_stories = kServedStories;
  request.search.collapse = flags.format == "text" && !request.all_copies;
  if (flags.words.front() == "-") {
    request.text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    request.id = flags.words.front();
  }
  const SimilarReport report = find_similar(request);
  if (!report.is_known) {
    complain(unknown_id(request.id));
    return Exit::NothingFound;
  }
  const SearchResult& result = report.result;
  const bool found = !result.hits.empty() || result.total.value_or(0) != 0;
  if (flags.format == "json") {
    print(render_similar_json(report));
  } else if (flags.format == "jsonl") {
    print(render_json_lines(report.asked, result));
  } else if (flags.format == "csv") {
    print(render_csv(report.asked, result));
  } else if (found) {
    print(render_similar_text(report, flags.reading.explain, style_of_stdout(flags.color)));
  }
  if (report.words.empty()) {
    complain(report.no_words);
    complain_of(result.missing);
    return Exit::NothingFound;
  }
  give_hints(request.search, found);
  return outcome_of(found, result.left_out, result.missing);
}

Exit run_keyness(Flags& flags) {
  KeynessRequest& request = flags.reading.keyness;
  request.search = flags.request;
  const KeynessReport report = find_keyness(request);
  const bool found = report.set.articles != 0;
  if (flags.format == "json") {
    print(render_keyness_json(request, report));
  } else if (flags.format == "csv") {
    print(render_keyness_csv(report));
  } else if (found) {
    print(render_keyness_text(request, report));
  }
  give_hints(request.search, found);
  return outcome_of(found, report.left_out, report.missing);
}

Exit run_compare(Flags& flags) {
  if (flags.words.size() != 2) {
    throw Error(Exit::Usage,
                fmt::format("compare takes two queries, and was given {}", flags.words.size()),
                "put each in quotes: compare ARCHIVE 'flood OR dam' 'storm'");
  }
  CompareRequest& request = flags.reading.compare;
  request.search = flags.request;
  request.search.query = query::translated(flags.words[0], flags.dialect);
  request.with = query::translated(flags.words[1], flags.dialect);
  request.by = bucket_named(flags.by);
  const Comparison compared = compare_queries(request);
  const bool found = compared.articles[0] + compared.articles[1] != 0;
  if (flags.format == "json") {
    print(render_compare_json(compared));
  } else if (found) {
    print(render_compare_text(compared, style_of_stdout(flags.color)));
  }
  SearchRequest with = request.search;
  with.query = request.with;
  give_hints(request.search, compared.articles[0] != 0);
  give_hints(with, compared.articles[1] != 0);
  return outcome_of(found, compared.left_out[0] + compared.left_out[1], compared.missing);
}

void add_story(VerbTable& table) {
  Flags& flags = table.flags();
  CLI::App* verb =
      table.add("story", "Shows who ran a story, when, and what each changed", run_story);
  verb->add_option("ID", flags.words, "ARCHIVE, then the id of any article of the story")
      ->type_name("");
  verb->add_flag("--diff", flags.reading.diff,
                 "Show what each article removed from the first one's text, and added");
  add_format_option(verb, flags, {"text", "json"});
  add_color_option(verb, flags);
  add_shard_options(verb, flags);
}

void add_kwic(VerbTable& table) {
  Flags& flags = table.flags();
  CLI::App* verb = table.add(
      "kwic", "Shows every place where the words of a query stand, in its context", run_kwic);
  add_query_options(verb, flags);
  verb->remove_option(verb->get_option("--sort"));
  verb->add_option("--sort", flags.reading.kwic.sort,
                   "date (newest first), source, or left or right: by the words on that side of "
                   "the keyword, reading outwards (default date)")
      ->transform(cli::one_of(kKwicSorts))
      ->type_name("ORDER");
  verb->add_option("--width", flags.reading.width,
                   "Columns of a line (default the terminal's); in csv, tsv and json of the text "
                   "on both sides (default 160)")
      ->check(CLI::Range(std::size_t{40}, std::size_t{2'000}).description(""))
      ->type_name("N");
  verb->add_option("-n,--limit", flags.reading.kwic.limit,
                   "Lines to show (default 100); all are counted")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1'000'000}).description(""))
      ->type_name("N");
  add_format_option(verb, flags, {"text", "json", "csv", "tsv"});
  add_color_option(verb, flags);
  add_shard_options(verb, flags);
}

void add_similar(VerbTable& table) {
  Flags& flags = table.flags();
  SimilarRequest& request = flags.reading.similar;
  CLI::App* verb = table.add(
      "similar", "Finds articles like one of the archive, or like a text on standard input",
      run_similar);
  add_query_options(verb, flags);
  verb->get_option("QUERY")->description(
      "ARCHIVE, then the id of an article, or - to read a text; then, if you like, a query that "
      "articles must match besides");
  verb->add_option("--source", request.sources, "Only articles of this source; once for each")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->type_name("NAME");
  verb->add_flag("--all-copies", request.all_copies,
                 "Find copies of the article, too, and show each copy of a story");
  verb->add_flag("--explain", flags.reading.explain,
                 "Show what each word that was looked for is worth");
  verb->add_option("--words", request.words, "Words to look for, at most (default 25)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100}).description(""))
      ->type_name("N");
  add_page_options(verb, flags, "At most so many articles of a source",
                   "Articles on a page (default 10)");
  add_format_option(verb, flags, {"text", "json", "jsonl", "csv"});
  add_color_option(verb, flags);
  add_shard_options(verb, flags);
}

void add_keyness(VerbTable& table) {
  Flags& flags = table.flags();
  KeynessRequest& request = flags.reading.keyness;
  CLI::App* verb =
      table.add("keyness", "Shows the words that set what a query finds apart from other articles",
                run_keyness);
  add_query_options(verb, flags);
  verb->remove_option(verb->get_option("--sort"));
  verb->add_option("--against", request.against,
                   "The query for the other articles (default: the rest of the archive)")
      ->type_name("QUERY");
  verb->add_flag("--negative", request.negative, "Words that what the query finds has less of");
  verb->add_option("--top", request.top, "Words to show (default 25)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}).description(""))
      ->type_name("N");
  verb->add_option("--min", request.min, "Only words that stand there so many times (default 5)")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}).description(""))
      ->type_name("N");
  add_format_option(verb, flags, {"text", "json", "csv"});
  add_color_option(verb, flags);
  add_shard_options(verb, flags);
}

void add_compare(VerbTable& table) {
  Flags& flags = table.flags();
  CompareRequest& request = flags.reading.compare;
  CLI::App* verb = table.add(
      "compare", "Shows what two queries have in common, and what sets them apart", run_compare);
  add_query_options(verb, flags);
  verb->remove_option(verb->get_option("--sort"));
  verb->get_option("QUERY")->description("ARCHIVE, then two queries, each in quotes if it is long");
  verb->add_option("--top", request.top, "Sources, and words, to show (default 10)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}).description(""))
      ->type_name("N");
  const std::vector<std::string> periods = bucket_names();
  verb->add_option("--by", flags.by,
                   fmt::format("{} (default: what makes a short table)", fmt::join(periods, ", ")))
      ->check(cli::one_of(periods))
      ->type_name("PERIOD");
  add_format_option(verb, flags, {"text", "json"});
  add_color_option(verb, flags);
  add_shard_options(verb, flags);
}

}  // namespace

void add_reading_verbs(VerbTable& table) {
  add_story(table);
  add_kwic(table);
  add_similar(table);
  add_keyness(table);
  add_compare(table);
}

}  // namespace dateline
