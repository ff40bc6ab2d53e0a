// SPDX-License-Identifier: GPL-2.0-or-later
// Facets as text, JSON and CSV.
#include "searcher/verbs/facets/render.h"

#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/render/cell.h"
#include "searcher/render/counts.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

constexpr std::size_t kNumberWidth = 11;

std::string line(const ArticlesAndStories& count, std::string_view what) {
  return fmt::format("{:>{}}{:>{}}  {}\n", with_thousands(count.articles), kNumberWidth,
                     with_thousands(count.stories), kNumberWidth, what);
}

std::string other_text(const FacetTable& table) {
  return fmt::format("(other: {})", count_of(table.other_values, "value", "values"));
}

Json to_json(const ArticlesAndStories& count) {
  return {{"articles", count.articles}, {"stories", count.stories}};
}

}  // namespace

std::string render_facets_text(const FacetsReport& report) {
  std::string out = fmt::format("{}, {}\n", count_text(report.total.articles),
                                stories_text(report.total.stories));
  out += left_out_line(report.left_out) + missing_lines(report.missing);
  for (const FacetTable& table : report.tables) {
    out += fmt::format("\n{:>{}}{:>{}}  {}\n", "articles", kNumberWidth, "stories", kNumberWidth,
                       table.field);
    for (const FacetRow& row : table.rows) out += line(row.count, printable_line(row.value));
    if (table.other_values != 0) out += line(table.other, other_text(table));
    if (table.without.articles != 0) out += line(table.without, "(none)");
  }
  return out;
}

std::string render_facets_json(const FacetsRequest& request, const FacetsReport& report) {
  Json json = {{"format_version", kJsonFormatVersion}, {"archive", report.archive_uuid},
               {"revision", report.revision},          {"query", request.search.query},
               {"total", to_json(report.total)},       {"left_out", report.left_out},
               {"missing", to_json(report.missing)},   {"facets", Json::object()}};
  for (const FacetTable& table : report.tables) {
    Json values = Json::array();
    for (const FacetRow& row : table.rows) {
      values.push_back(
          {{"value", row.value}, {"articles", row.count.articles}, {"stories", row.count.stories}});
    }
    json["facets"][table.field] = {{"values", std::move(values)},
                                   {"other",
                                    {{"values", table.other_values},
                                     {"articles", table.other.articles},
                                     {"stories", table.other.stories}}},
                                   {"none", to_json(table.without)}};
  }
  return dump_pretty(json);
}

std::string render_facets_csv(const FacetsReport& report) {
  std::string out = "field,kind,value,articles,stories\r\n";
  for (const FacetTable& table : report.tables) {
    const auto row = [&](std::string_view kind, std::string_view value,
                         const ArticlesAndStories& count) {
      out += fmt::format("{},{},{},{},{}\r\n", table.field, kind, csv_cell(printable_line(value)),
                         count.articles, count.stories);
    };
    for (const FacetRow& each : table.rows) row("value", each.value, each.count);
    if (table.other_values != 0) row("other", "", table.other);
    if (table.without.articles != 0) row("none", "", table.without);
  }
  return out;
}

}  // namespace dateline
