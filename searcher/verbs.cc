// SPDX-License-Identifier: GPL-2.0-or-later
// One question, one answer, in the format asked for.
#include "searcher/verbs.h"

#include "common/archive/archive.h"
#include "common/program.h"
#include "common/text/utf8.h"
#include "searcher/export/cite.h"
#include "searcher/query_language.h"
#include "searcher/render/eval.h"
#include "searcher/render/facets.h"
#include "searcher/render/render.h"
#include "searcher/render/timeline.h"
#include "searcher/report/explain.h"
#include "searcher/report/show.h"

#include <algorithm>

#include <fmt/format.h>
#include <unistd.h>

namespace dateline {

TextStyle text_style(const Flags& flags) {
  // Piped text keeps to a width that mail and editors show well.
  const std::size_t columns = is_terminal(STDOUT_FILENO) ? terminal_width(STDOUT_FILENO) : 80;
  return {std::min<std::size_t>(columns, 100), wants_color(flags.color, STDOUT_FILENO)};
}

Exit outcome_of(bool found, std::uint64_t left_out, const std::vector<MissingShard>& missing) {
  complain_of(missing);
  if (found) return Exit::Ok;
  if (left_out != 0) complain(text::trim(left_out_line(left_out)));
  complain(missing.empty() ? "no article matches" : "no article matches in what was searched");
  return Exit::NothingFound;
}

namespace {

/// Tells of words that no article has.
void complain_of(const std::vector<Suggestion>& suggestions, const std::string& query) {
  bool any = false;
  for (const Suggestion& suggestion : suggestions) {
    const std::string what = fmt::format("no article has '{}'", printable_line(suggestion.typed));
    if (suggestion.instead.empty()) {
      complain(what);
      continue;
    }
    any = true;
    complain(fmt::format("{}; did you mean {} ({})?", what, printable_line(suggestion.instead),
                         count_text(suggestion.articles)));
  }
  if (any) complain("  try: " + printable_line(corrected(query, suggestions)));
}

}  // namespace

Exit run_search(Flags& flags) {
  SearchRequest& request = flags.request;
  if (!request.facets.empty() && (flags.format == "csv" || flags.format == "jsonl")) {
    throw Error(Exit::Usage, "facets have no place in --format " + flags.format,
                "ask for --format json or text");
  }
  // Lines and rows say nothing of what is not among them.
  request.count = flags.format == "text" || flags.format == "json";
  request.stories = flags.format == "text";
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
    print(render_text(result, text_style(flags)));
  }
  complain_of(result.suggestions, request.query);
  return outcome_of(found, result.left_out, result.missing);
}

Exit run_show(const Flags& flags) {
  if (flags.words.empty()) {
    throw Error(Exit::Usage, "no article is named", "give the ids that search prints");
  }
  Archive archive = Archive::open(flags.request.archive, flags.request.open);
  bool all_found = true;
  std::string out;
  for (const std::string& id : flags.words) {
    const auto found = find_article(archive, id, flags.request.open.partial);
    if (!found) {
      complain(fmt::format("no article has the id '{}'", id));
      all_found = false;
    } else if (flags.format == "json") {
      out += dump_pretty(render_article_json(*found));
    } else if (flags.format == "jsonl") {
      out += dump(render_article_json(*found)) + "\n";
    } else {
      if (!out.empty()) out += "\n" + std::string(40, '-') + "\n\n";
      out += render_article(*found, text_style(flags));
    }
  }
  print(out);
  complain_of(archive.missing());
  return all_found ? Exit::Ok : Exit::NothingFound;
}

Exit run_explain(Flags& flags) {
  print(explain(flags.request));
  return Exit::Ok;
}

Exit run_facets(Flags& flags) {
  FacetsRequest& request = flags.facets;
  request.search = flags.request;
  const FacetsReport report = count_facets(request);
  const bool found = report.total.articles != 0;
  if (flags.format == "json") {
    print(render_facets_json(request, report));
  } else if (flags.format == "csv") {
    print(render_facets_csv(report));
  } else if (found) {
    print(render_facets_text(report));
  }
  return outcome_of(found, report.left_out, report.missing);
}

Exit run_timeline(Flags& flags) {
  TimelineRequest& request = flags.timeline;
  request.search = flags.request;
  for (const Bucket bucket : all_buckets()) {
    if (flags.by == name_of(bucket)) request.by = bucket;
  }
  const Timeline timeline = count_timeline(request);
  bool found = false;
  std::uint64_t left_out = 0;
  for (const TimelineQuery& query : timeline.queries) {
    found |= query.total != 0;
    left_out += query.left_out;
  }
  if (flags.format == "json") {
    print(render_timeline_json(timeline));
  } else if (flags.format == "csv") {
    print(render_timeline_csv(timeline));
  } else if (flags.format == "svg" && found) {
    print(render_timeline_svg(timeline));
  } else if (found) {
    print(render_timeline_text(timeline, text_style(flags), flags.ascii));
  }
  return outcome_of(found, left_out, timeline.missing);
}

Exit run_export(Flags& flags) {
  flags.exporting.search = flags.request;
  if (export_articles(flags.exporting) != 0) return Exit::Ok;
  complain("no article matches");
  return Exit::NothingFound;
}

Exit run_cite(Flags& flags) {
  const Citation citation = cite(flags.request);
  print(flags.format == "json" ? render_json(citation) : render_text(citation));
  return citation.articles != 0 ? Exit::Ok : Exit::NothingFound;
}

Exit run_help() {
  print(kQueryLanguage);
  return Exit::Ok;
}

Exit run_eval(Flags& flags) {
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

}  // namespace dateline
