// SPDX-License-Identifier: GPL-2.0-or-later
// Flags in, one report, bytes out.
#include "searcher/reading_verbs.h"

#include "common/program.h"
#include "searcher/render/compare.h"
#include "searcher/render/keyness.h"
#include "searcher/render/kwic.h"
#include "searcher/render/similar.h"
#include "searcher/render/story.h"
#include "searcher/report/story.h"

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

std::string unknown_id(const std::string& id) {
  return fmt::format("no article has the id '{}'", id);
}

}  // namespace

ReadingVerbs::ReadingVerbs(CLI::App& app, Flags& flags, AddOptions add_query) : flags_(flags) {
  add_story(app);
  add_kwic(app, add_query);
  add_similar(app, add_query);
  add_keyness(app, add_query);
  add_compare(app, add_query);
}

CLI::App* ReadingVerbs::add(CLI::App& app, const std::string& name,
                            const std::string& description) {
  CLI::App* verb = app.add_subcommand(name, description);
  verbs_.push_back(verb);
  return verb;
}

void ReadingVerbs::add_format(CLI::App* verb, const std::vector<std::string>& formats) {
  verb->add_option("--format", flags_.format,
                   fmt::format("{} (default text)", fmt::join(formats, ", ")))
      ->check(CLI::IsMember(formats).description(""))
      ->type_name("FORMAT");
}

void ReadingVerbs::add_story(CLI::App& app) {
  CLI::App* verb = add(app, "story", "Shows who ran a story, when, and what each changed");
  verb->add_option("ID", flags_.words, "ARCHIVE, then the id of any article of the story")
      ->type_name("");
  verb->add_flag("--diff", reading_.diff,
                 "Show what each article removed from the first one's text, and added");
  add_format(verb, {"text", "json"});
}

void ReadingVerbs::add_kwic(CLI::App& app, AddOptions add_query) {
  CLI::App* verb =
      add(app, "kwic", "Shows every place where the words of a query stand, in its context");
  add_query(verb, flags_);
  verb->remove_option(verb->get_option("--sort"));
  verb->add_option("--sort", reading_.kwic.sort,
                   "date (newest first), source, or left or right: by the words on that side of "
                   "the keyword, reading outwards (default date)")
      ->transform(CLI::CheckedTransformer(kKwicSorts, CLI::ignore_case).description(""))
      ->type_name("ORDER");
  verb->add_option("--width", reading_.width,
                   "Columns of a line (default the terminal's); in csv, tsv and json of the text "
                   "on both sides (default 160)")
      ->check(CLI::Range(std::size_t{40}, std::size_t{2'000}).description(""))
      ->type_name("N");
  verb->add_option("--limit", reading_.kwic.limit, "Lines to show (default 100); all are counted")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1'000'000}).description(""))
      ->type_name("N");
  add_format(verb, {"text", "json", "csv", "tsv"});
}

void ReadingVerbs::add_similar(CLI::App& app, AddOptions add_query) {
  SimilarRequest& request = reading_.similar;
  CLI::App* verb = add(app, "similar",
                       "Finds articles like one of the archive, or like a text on standard input");
  add_query(verb, flags_);
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
  verb->add_flag("--explain", reading_.explain, "Show what each word that was looked for is worth");
  verb->add_option("--words", request.words, "Words to look for, at most (default 25)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100}).description(""))
      ->type_name("N");
  verb->add_option("--per-source", flags_.request.per_source,
                   "At most so many articles of a source")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}).description(""))
      ->type_name("N");
  verb->add_option("--limit", flags_.request.limit, "Articles on a page (default 10)")
      ->check(CLI::Range(std::size_t{0}, std::size_t{10'000}).description(""))
      ->type_name("N");
  verb->add_option("--page", flags_.request.page, "Cursor that the page before printed")
      ->type_name("CURSOR");
  add_format(verb, {"text", "json", "jsonl", "csv"});
}

void ReadingVerbs::add_keyness(CLI::App& app, AddOptions add_query) {
  KeynessRequest& request = reading_.keyness;
  CLI::App* verb =
      add(app, "keyness", "Shows the words that set what a query finds apart from other articles");
  add_query(verb, flags_);
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
  add_format(verb, {"text", "json", "csv"});
}

void ReadingVerbs::add_compare(CLI::App& app, AddOptions add_query) {
  CompareRequest& request = reading_.compare;
  CLI::App* verb =
      add(app, "compare", "Shows what two queries have in common, and what sets them apart");
  add_query(verb, flags_);
  verb->remove_option(verb->get_option("--sort"));
  verb->get_option("QUERY")->description("ARCHIVE, then two queries, each in quotes if it is long");
  verb->add_option("--top", request.top, "Sources, and words, to show (default 10)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}).description(""))
      ->type_name("N");
  std::vector<std::string> periods;
  for (const Bucket bucket : all_buckets()) periods.emplace_back(name_of(bucket));
  verb->add_option("--by", flags_.by,
                   fmt::format("{} (default: what makes a short table)", fmt::join(periods, ", ")))
      ->check(CLI::IsMember(periods).description(""))
      ->type_name("PERIOD");
  add_format(verb, {"text", "json"});
}

std::optional<Exit> ReadingVerbs::run() {
  for (const CLI::App* verb : verbs_) {
    if (!*verb) continue;
    if (verb->get_name() == "story") return run_story();
    if (verb->get_name() == "kwic") return run_kwic();
    if (verb->get_name() == "similar") return run_similar();
    if (verb->get_name() == "keyness") return run_keyness();
    return run_compare();
  }
  return std::nullopt;
}

Exit ReadingVerbs::run_story() {
  if (flags_.words.size() != 1) {
    throw Error(Exit::Usage, "story takes the id of one article", "give an id that search prints");
  }
  const StoryReport report =
      report_story({flags_.request.archive, flags_.request.open, flags_.words.front()});
  complain_of(report.missing);
  if (report.id.empty()) {
    complain(unknown_id(flags_.words.front()));
    return Exit::NothingFound;
  }
  print(flags_.format == "json" ? render_story_json(report, reading_.diff)
                                : render_story_text(report, reading_.diff, text_style(flags_)));
  return Exit::Ok;
}

Exit ReadingVerbs::run_kwic() {
  KwicRequest& request = reading_.kwic;
  request.search = flags_.request;
  TextStyle style = text_style(flags_);
  style.width = reading_.width.value_or(style.width);
  const bool is_text = flags_.format == "text";
  request.context = is_text ? style.width : reading_.width.value_or(kContextColumns) / 2;
  const Concordance concordance = make_concordance(request);
  if (flags_.format == "json") {
    print(render_kwic_json(request, concordance));
  } else if (!is_text) {
    print(render_kwic_table(request, concordance, flags_.format == "tsv"));
  } else if (concordance.articles != 0) {
    print(render_kwic_text(concordance, style));
  }
  return outcome_of(concordance.articles != 0, concordance.left_out, concordance.missing);
}

Exit ReadingVerbs::run_similar() {
  SimilarRequest& request = reading_.similar;
  if (flags_.words.empty()) {
    throw Error(Exit::Usage, "no article is named",
                "give an id that search prints, or - and a text on standard input");
  }
  request.search = flags_.request;
  request.search.query =
      fmt::format("{}", fmt::join(flags_.words.begin() + 1, flags_.words.end(), " "));
  request.search.stories = flags_.format == "text";
  request.search.served_stories = kServedStories;
  request.search.collapse = flags_.format == "text" && !request.all_copies;
  if (flags_.words.front() == "-") {
    request.text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    request.id = flags_.words.front();
  }
  const SimilarReport report = find_similar(request);
  if (!report.is_known) {
    complain(unknown_id(request.id));
    return Exit::NothingFound;
  }
  if (report.words.empty()) {
    complain("the text has no word that another article of the archive has");
    return Exit::NothingFound;
  }
  const SearchResult& result = report.result;
  const bool found = !result.hits.empty() || result.total.value_or(0) != 0;
  if (flags_.format == "json") {
    print(render_similar_json(report));
  } else if (flags_.format == "jsonl") {
    print(render_json_lines(report.asked, result));
  } else if (flags_.format == "csv") {
    print(render_csv(report.asked, result));
  } else if (found) {
    print(render_similar_text(report, reading_.explain, text_style(flags_)));
  }
  return outcome_of(found, result.left_out, result.missing);
}

Exit ReadingVerbs::run_keyness() {
  KeynessRequest& request = reading_.keyness;
  request.search = flags_.request;
  const KeynessReport report = find_keyness(request);
  const bool found = report.set.articles != 0;
  if (flags_.format == "json") {
    print(render_keyness_json(request, report));
  } else if (flags_.format == "csv") {
    print(render_keyness_csv(report));
  } else if (found) {
    print(render_keyness_text(request, report));
  }
  return outcome_of(found, report.left_out, report.missing);
}

Exit ReadingVerbs::run_compare() {
  if (flags_.words.size() != 2) {
    throw Error(Exit::Usage,
                fmt::format("compare takes two queries, and was given {}", flags_.words.size()),
                "put each in quotes: compare ARCHIVE 'flood OR dam' 'storm'");
  }
  CompareRequest& request = reading_.compare;
  request.search = flags_.request;
  request.search.query = flags_.words[0];
  request.with = flags_.words[1];
  for (const Bucket bucket : all_buckets()) {
    if (flags_.by == name_of(bucket)) request.by = bucket;
  }
  const Comparison compared = compare_queries(request);
  const bool found = compared.articles[0] + compared.articles[1] != 0;
  if (flags_.format == "json") {
    print(render_compare_json(compared));
  } else if (found) {
    print(render_compare_text(compared, text_style(flags_)));
  }
  return outcome_of(found, compared.left_out[0] + compared.left_out[1], compared.missing);
}

}  // namespace dateline
