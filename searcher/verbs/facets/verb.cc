// SPDX-License-Identifier: GPL-2.0-or-later
// facets, and the lists of names: sources, agencies, places, authors, sections, tags, languages.
#include "common/cli/program.h"
#include "common/fields/fields.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/facets/counted_field.h"
#include "searcher/verbs/facets/facets.h"
#include "searcher/verbs/facets/render.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/verbs.h"

#include <iterator>

namespace dateline {
namespace {

/// What is shown of each field if none is named.
constexpr std::size_t kOverviewValues = 5;

struct FacetsFlags : ArchiveFlags {
  FacetsRequest facets;  ///< except its search
};

constexpr std::array<Format<FacetsFlags, FacetsReport>, 3> kFacetsFormats = {
    {{"text",
      [](const FacetsFlags& /*flags*/, const FacetsReport& report) {
        return report.total.articles != 0 ? render_facets_text(report) : std::string();
      }},
     {"json", [](const FacetsFlags& flags,
                 const FacetsReport& report) { return render_facets_json(flags.facets, report); }},
     {"csv", [](const FacetsFlags& /*flags*/, const FacetsReport& report) {
        return render_facets_csv(report);
      }}}};

/// Gives an overview of every field; for dates, the year is enough.
void ask_for_overview(FacetsRequest& request) {
  const std::vector<std::string> all = facet_fields();
  std::copy_if(all.begin(), all.end(), std::back_inserter(request.fields),
               [](const std::string& field) {
                 return field != "month" && field != "week" && field != "day";
               });
  if (!request.top) request.top = kOverviewValues;
  if (std::find(all.begin(), all.end(), request.search.query) != all.end()) {
    complain(fmt::format("'{0}' was searched for; to count by that field, write --by {0}",
                         request.search.query));
  }
}

/// Does no article have the field?
bool is_without_values(const FacetTable& table) {
  return table.rows.empty() && table.other_values == 0;
}

/// A table has these values as one row, or column, which does not say how many they are.
void tell_what_is_left_out(const FacetsReport& report) {
  const auto tell = [](const std::string& field, std::size_t values) {
    if (values == 0) return;
    complain(fmt::format("{}: {} counted together as 'other'", field,
                         count_of(values, "value is", "values are")));
  };
  for (const FacetTable& table : report.tables) tell(table.field, table.other_values);
  if (report.crossed.empty()) return;
  for (const CrossLine& line : report.crossed.front().columns) {
    if (line.kind == CrossLine::Kind::Other) tell(report.crossed.front().across, line.values);
  }
}

Exit run_facets(FacetsFlags& flags) {
  FacetsRequest& request = flags.facets;
  request.search = flags.request;
  const bool is_overview = request.fields.empty();
  if (is_overview && request.across) {
    throw Error(Code::Usage, "--across needs a field to count by",
                fmt::format("write --by source --across {}", *request.across));
  }
  if (is_overview) ask_for_overview(request);
  FacetsReport report = count_facets(request);
  // Programs find every field.
  if (is_overview && flags.format == "text") std::erase_if(report.tables, is_without_values);
  print(rendered(kFacetsFormats, flags, report));
  const bool found = report.total.articles != 0;
  give_hints(request.search, found);
  if (is_table(flags)) tell_what_is_left_out(report);
  return outcome_of(flags, found, report.left_out, report.missing);
}

/// All options except those that select fields.
void offer_counting(CLI::App& verb, FacetsFlags& flags) {
  verb.add_option("--top", flags.facets.top, "Only the N most frequent values (default all)")
      ->type_name("N");
  verb.add_option("--min", flags.facets.min, "Only values with at least N articles (default 1)")
      ->type_name("N");
  offer_formats(verb, flags, kFacetsFormats);
  offer_servers(verb, flags);
}

void offer_facets(CLI::App& verb, FacetsFlags& flags) {
  offer_query(verb, flags);
  cli::repeated(
      verb.add_option(
          "--by", flags.facets.fields,
          fmt::format(
              "Field to count by, once for each: {} (default: those up to year, {} values of "
              "each)",
              fmt::join(counted_fields(), ", "), kOverviewValues)))
      ->check(cli::suggest(counted_fields()))
      ->type_name("FIELD");
  verb.add_option(
          "--across", flags.facets.across,
          "Count by a second field as well, as a table with a column for each of its values")
      ->check(cli::suggest(counted_fields()))
      ->type_name("FIELD");
  verb.add_option("--top-across", flags.facets.top_across,
                  "Only columns of the N most frequent values (default all)")
      ->type_name("N");
  offer_counting(verb, flags);
}

/// The verb that lists the values of one field is named by its plural.
void offer_name_list(CLI::App& verb, FacetsFlags& flags) {
  const auto row = std::ranges::find(fields::facets(), verb.get_name(), &fields::Row::plural);
  flags.facets.fields = {std::string((*row)->name)};
  offer_query(verb, flags);
  offer_counting(verb, flags);
}

}  // namespace

cli::Verb facets_verb() {
  return archive_verb<FacetsFlags>(
      "facets", kCount, "Count matches by what a field holds, as articles and as stories",
      {"dateline-search facets news flood --by source --top 20",
       "dateline-search facets news flood --by year --format csv",
       "dateline-search facets news flood --by source --across year --top 20"},
      offer_facets, run_facets);
}

std::vector<cli::Verb> name_list_verbs() {
  std::vector<cli::Verb> verbs;
  for (const fields::Row* row : fields::facets()) {
    const std::string plural(row->plural);
    verbs.push_back(archive_verb<FacetsFlags>(
        plural, kCount, fmt::format("List the {} of articles, with how many have each", plural),
        {fmt::format("dateline-search {} news", plural),
         fmt::format("dateline-search {} news 'flood date:2013' --top 20", plural)},
        offer_name_list, run_facets));
  }
  return verbs;
}

}  // namespace dateline
