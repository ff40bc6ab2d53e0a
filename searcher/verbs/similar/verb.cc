// SPDX-License-Identifier: GPL-2.0-or-later
// similar.
#include "common/cli/program.h"
#include "searcher/render/counts.h"
#include "searcher/render/hits.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/similar/render.h"
#include "searcher/verbs/similar/similar.h"
#include "searcher/verbs/verbs.h"

#include <iostream>
#include <iterator>

namespace dateline {
namespace {

struct SimilarFlags : ArchiveFlags {
  SimilarRequest similar;  ///< except its search, id and text
  bool explain = false;
};

bool found_any(const SimilarReport& report) {
  return !report.result.hits.empty() || report.result.total.value_or(0) != 0;
}

constexpr std::array<Format<SimilarFlags, SimilarReport>, 4> kSimilarFormats = {
    {{"text",
      [](const SimilarFlags& flags, const SimilarReport& report) {
        return found_any(report) ? render_similar_text(report, flags.explain,
                                                       style_of_stdout(flags.context.color))
                                 : std::string();
      }},
     {"json", [](const SimilarFlags& /*flags*/,
                 const SimilarReport& report) { return render_similar_json(report); }},
     {"jsonl",
      [](const SimilarFlags& /*flags*/, const SimilarReport& report) {
        return render_json_lines(report.asked, report.result);
      }},
     {"csv", [](const SimilarFlags& /*flags*/, const SimilarReport& report) {
        return render_csv(report.asked, report.result);
      }}}};

Exit run_similar(SimilarFlags& flags) {
  SimilarRequest& request = flags.similar;
  if (flags.words.empty()) {
    throw Error(Code::Usage, "no article is named",
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
  print(rendered(kSimilarFormats, flags, report));
  if (report.words.empty()) {
    complain(report.no_words);
    complain_of(report.result.missing);
    return Exit::NothingFound;
  }
  const bool found = found_any(report);
  tell_of_page(flags, report.result);
  give_hints(request.search, found);
  return outcome_of(flags, found, report.result.left_out, report.result.missing);
}

void offer_similar(CLI::App& verb, SimilarFlags& flags) {
  SimilarRequest& request = flags.similar;
  offer_query(verb, flags,
              "Id of an article, or - to read a text; then, optionally, a query that articles "
              "must also match");
  offer_sort(verb, flags, "relevance, newest or oldest (default relevance)");
  cli::repeated(
      verb.add_option("--source", request.sources, "Only articles of this source; once for each"))
      ->type_name("NAME");
  verb.add_flag("--all-copies", request.all_copies,
                "Find copies of the article, too, and show each copy of a story");
  verb.add_flag("--explain", flags.explain, "Show the weight of each word that was looked for");
  verb.add_option("--words", request.words, "Most words to look for (default 25)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100}).description(""))
      ->type_name("N");
  offer_page(verb, flags, "At most N articles per source", "Articles on a page (default 10)");
  offer_formats(verb, flags, kSimilarFormats);
  offer_color(verb, flags);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb similar_verb() {
  return archive_verb<SimilarFlags>(
      "similar", kSearch, "Find articles like one of the archive, or like a text on standard input",
      {"dateline-search similar news 2019-12-13-0042",
       "dateline-search similar news - source:reuters < draft.txt"},
      offer_similar, run_similar);
}

}  // namespace dateline
