// SPDX-License-Identifier: GPL-2.0-or-later
// timeline.
#include "common/cli/program.h"
#include "common/engine/query/dialects/translate.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/timeline/render.h"
#include "searcher/verbs/timeline/timeline.h"
#include "searcher/verbs/verbs.h"

namespace dateline {
namespace {

struct TimelineFlags : ArchiveFlags {
  TimelineRequest timeline;  ///< except its search
  std::string by;            ///< its period
  bool ascii = false;
};

constexpr std::array<Format<TimelineFlags, Timeline>, 4> kTimelineFormats = {
    {{"text",  // if nothing matches, it still shows what the archive covers
      [](const TimelineFlags& flags, const Timeline& timeline) {
        return render_timeline_text(timeline, style_of_stdout(flags.context.color), flags.ascii);
      }},
     {"json", [](const TimelineFlags& /*flags*/,
                 const Timeline& timeline) { return render_timeline_json(timeline); }},
     {"csv", [](const TimelineFlags& /*flags*/,
                const Timeline& timeline) { return render_timeline_csv(timeline); }},
     {"svg", [](const TimelineFlags& /*flags*/, const Timeline& timeline) {
        return render_timeline_svg(timeline);
      }}}};

Exit run_timeline(TimelineFlags& flags) {
  TimelineRequest& request = flags.timeline;
  request.search = flags.request;
  for (std::vector<std::string>* const queries : {&request.with, &request.share_of}) {
    for (std::string& query : *queries) query = query::translated(query, flags.context.dialect);
  }
  if (request.share_of.empty()) request.share_of = own_shares(request);
  request.by = bucket_named(flags.by);
  if (flags.format == "svg" && request.with.size() >= kMostQueriesOfPicture) {
    throw Error(Code::Usage,
                fmt::format("a chart can show {} queries; {} were given", kMostQueriesOfPicture,
                            request.with.size() + 1),
                "draw several charts, or take --format csv");
  }
  const Timeline timeline = count_timeline(request);
  bool found = false;
  std::uint64_t left_out = 0;
  for (const TimelineQuery& query : timeline.queries) {
    found |= query.total != 0;
    left_out += query.left_out;
  }
  print(rendered(kTimelineFormats, flags, timeline));
  for (const TimelineQuery& query : timeline.queries) {
    if (query.share_of && query.part.articles == 0) {
      complain(fmt::format("no article matches --share-of {}", *query.share_of));
      SearchRequest whole = request.search;
      whole.query = *query.share_of;
      give_hints(whole, false);
    }
  }
  for (const TimelineQuery& query : timeline.queries) {
    SearchRequest asked = request.search;
    asked.query = query.query;
    give_hints(asked, query.total != 0);
  }
  return outcome_of(flags, found, left_out, timeline.missing);
}

void offer_timeline(CLI::App& verb, TimelineFlags& flags) {
  offer_query(verb, flags);
  const std::vector<std::string> names = bucket_names();
  verb.add_option("--by", flags.by,
                  fmt::format("{} (default: what makes a readable chart)", fmt::join(names, ", ")))
      ->check(cli::one_of(names))
      ->type_name("PERIOD");
  cli::repeated(
      verb.add_option("--with", flags.timeline.with, "A query to compare it with; once for each"))
      ->type_name("QUERY");
  cli::repeated(verb.add_option(
                    "--share-of", flags.timeline.share_of,
                    "The articles that shares are of (default: those of the sources, places … that "
                    "a query names beside its words, else all; '' for all); once, or "
                    "once for each query in order"))
      ->type_name("QUERY");
  verb.add_flag("--ascii", flags.ascii, "Draw with plain ASCII");
  offer_formats(verb, flags, kTimelineFormats);
  offer_color(verb, flags);
  offer_servers(verb, flags);
}

}  // namespace

cli::Verb timeline_verb() {
  return archive_verb<TimelineFlags>(
      "timeline", kCount, "Show matches over time, beside all articles of that time",
      {"dateline-search timeline news flood --by month",
       "dateline-search timeline news 'dam source:AFP' --with 'dam source:AP'",
       "dateline-search timeline news flood --with drought --format svg > floods.svg"},
      offer_timeline, run_timeline);
}

}  // namespace dateline
