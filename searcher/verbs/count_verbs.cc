// SPDX-License-Identifier: GPL-2.0-or-later
// facets, timeline, and the lists of names: sources, agencies, places, authors, sections, tags,
// languages.
#include "common/cli/choices.h"
#include "common/program.h"
#include "searcher/render/facets.h"
#include "searcher/render/timeline.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/table.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline {
namespace {

/// What is shown of each field where none is named.
constexpr std::size_t kOverviewValues = 5;

/// Asks for a glance at every field; of dates, the year is enough.
void ask_for_overview(FacetsRequest& request) {
  const std::vector<std::string> all = facet_fields();
  std::copy_if(all.begin(), all.end(), std::back_inserter(request.fields),
               [](const std::string& field) { return field != "month" && field != "day"; });
  if (!request.top) request.top = kOverviewValues;
  if (std::find(all.begin(), all.end(), request.search.query) != all.end()) {
    complain(fmt::format("'{0}' was searched for; to count by that field, write --by {0}",
                         request.search.query));
  }
}

Exit run_facets(Flags& flags) {
  FacetsRequest& request = flags.facets;
  request.search = flags.request;
  if (request.fields.empty()) ask_for_overview(request);
  const FacetsReport report = count_facets(request);
  const bool found = report.total.articles != 0;
  if (flags.format == "json") {
    print(render_facets_json(request, report));
  } else if (flags.format == "csv") {
    print(render_facets_csv(report));
  } else if (found) {
    print(render_facets_text(report));
  }
  give_hints(request.search, found);
  return outcome_of(found, report.left_out, report.missing);
}

/// A verb that lists the names in one field.
struct NameList {
  const char* verb;
  const char* field;
};
constexpr std::array<NameList, 7> kNameLists = {{{"sources", "source"},
                                                 {"agencies", "agency"},
                                                 {"places", "place"},
                                                 {"authors", "author"},
                                                 {"sections", "section"},
                                                 {"tags", "tag"},
                                                 {"languages", "language"}}};

Exit run_timeline(Flags& flags) {
  TimelineRequest& request = flags.timeline;
  request.search = flags.request;
  for (std::string& query : request.with) query = query::translated(query, flags.dialect);
  request.by = bucket_named(flags.by);
  if (flags.format == "svg" && request.with.size() >= kMostQueriesOfPicture) {
    throw Error(Exit::Usage,
                fmt::format("a picture can tell {} queries apart, and was given {}",
                            kMostQueriesOfPicture, request.with.size() + 1),
                "draw several pictures, or take --format csv");
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
  } else if (flags.format == "svg") {
    print(render_timeline_svg(timeline));
  } else {  // where nothing matches, it still shows what the archive covers
    print(render_timeline_text(timeline, style_of_stdout(flags.color), flags.ascii));
  }
  for (const TimelineQuery& query : timeline.queries) {
    SearchRequest asked = request.search;
    asked.query = query.query;
    give_hints(asked, query.total != 0);
  }
  return outcome_of(found, left_out, timeline.missing);
}

void add_facets_options(CLI::App* verb, Flags& flags) {
  FacetsRequest& request = flags.facets;
  verb->add_option("--top", request.top, "So many of the most frequent values (default all)")
      ->type_name("N");
  verb->add_option("--min", request.min, "Only values of so many articles (default 1)")
      ->type_name("N");
  add_format_option(verb, flags, {"text", "json", "csv"});
}

void add_field_option(CLI::App* verb, Flags& flags) {
  FacetsRequest& request = flags.facets;
  verb->add_option(
          "--by", request.fields,
          fmt::format("Field to count by, once for each: {} (default: all but month and day, {} "
                      "values of each)",
                      fmt::join(facet_fields(), ", "), kOverviewValues))
      ->check(cli::suggest(facet_fields()))
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->type_name("FIELD");
}

void add_timeline_options(CLI::App* verb, Flags& flags) {
  const std::vector<std::string> names = bucket_names();
  verb->add_option("--by", flags.by,
                   fmt::format("{} (default: what makes a readable chart)", fmt::join(names, ", ")))
      ->check(cli::one_of(names))
      ->type_name("PERIOD");
  verb->add_option("--with", flags.timeline.with, "A query to compare it with; once for each")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->type_name("QUERY");
  verb->add_flag("--ascii", flags.ascii, "Draw with plain ASCII");
  add_format_option(verb, flags, {"text", "json", "csv", "svg"});
}

}  // namespace

void add_count_verbs(VerbTable& table) {
  Flags& flags = table.flags();
  CLI::App* facets = table.add(
      "facets", "Counts matches by what a field holds, as articles and as stories", run_facets);
  add_query_options(facets, flags);
  add_field_option(facets, flags);
  add_facets_options(facets, flags);
  add_shard_options(facets, flags);

  CLI::App* timeline =
      table.add("timeline", "Shows matches over time, beside what the archive has of that time",
                run_timeline);
  add_query_options(timeline, flags);
  add_timeline_options(timeline, flags);
  add_color_option(timeline, flags);
  add_shard_options(timeline, flags);

  for (const NameList& list : kNameLists) {
    const auto run = [field = list.field](Flags& asked) {
      asked.facets.fields = {field};
      return run_facets(asked);
    };
    CLI::App* names =
        table.add(list.verb,
                  fmt::format("Lists the {} of articles, with how many have each", list.verb), run);
    add_query_options(names, flags);
    add_facets_options(names, flags);
    add_shard_options(names, flags);
  }
}

}  // namespace dateline
