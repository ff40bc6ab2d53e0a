// SPDX-License-Identifier: GPL-2.0-or-later
// Facets as text, JSON and CSV.
#include "searcher/verbs/facets/render.h"

#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/render/cell.h"
#include "searcher/render/columns.h"
#include "searcher/render/counts.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
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

/// Wide enough for a name, but names may be longer.
constexpr std::size_t kNameColumns = 32;

bool is_empty(const CrossLine& line) {
  return line.kind == CrossLine::Kind::Other && line.values == 0;
}

std::string_view name_of(CrossLine::Kind kind) {
  switch (kind) {
    case CrossLine::Kind::Value:
      return "value";
    case CrossLine::Kind::Other:
      return "other";
    case CrossLine::Kind::Without:
      return "none";
    case CrossLine::Kind::Total:
      break;
  }
  return "total";
}

/// As a head for people.
std::string head_of(const CrossLine& line) {
  switch (line.kind) {
    case CrossLine::Kind::Value:
      return printable_line(line.value);
    case CrossLine::Kind::Other:
      return fmt::format("(other: {})", with_thousands(line.values));
    case CrossLine::Kind::Without:
      return "(none)";
    case CrossLine::Kind::Total:
      break;
  }
  return "total";
}

/// Rows, or columns, with anything in them, and the total.
std::vector<std::size_t> lines_to_show(const std::vector<CrossLine>& lines,
                                       const std::vector<ArticlesAndStories>& totals) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool is_left =
        lines[i].kind == CrossLine::Kind::Other || lines[i].kind == CrossLine::Kind::Without;
    if (!is_left || (!is_empty(lines[i]) && totals[i].articles != 0)) shown.push_back(i);
  }
  return shown;
}

std::vector<std::size_t> rows_to_show(const CrossTable& table) {
  std::vector<ArticlesAndStories> totals;
  for (const std::vector<ArticlesAndStories>& row : table.cells) totals.push_back(row.back());
  return lines_to_show(table.rows, totals);
}

std::vector<std::size_t> columns_to_show(const CrossTable& table) {
  return lines_to_show(table.columns, table.cells.back());
}

std::string cross_text(const CrossTable& table) {
  const std::vector<std::size_t> rows = rows_to_show(table);
  const std::vector<std::size_t> columns = columns_to_show(table);
  std::size_t name_width = display_width(table.field);
  for (const std::size_t row : rows) {
    name_width = std::max(name_width, display_width(head_of(table.rows[row])));
  }
  name_width = std::min(name_width, kNameColumns);
  std::vector<std::vector<std::string>> cells = {{}};
  for (const std::size_t column : columns) cells.back().push_back(head_of(table.columns[column]));
  for (const std::size_t row : rows) {
    cells.emplace_back();
    for (const std::size_t column : columns) {
      cells.back().push_back(with_thousands(table.cells[row][column].articles));
    }
  }
  std::vector<std::size_t> widths(columns.size());
  for (const std::vector<std::string>& row : cells) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  std::string out = fmt::format("articles by {}, across {}\n", table.field, table.across);
  for (std::size_t r = 0; r < cells.size(); ++r) {
    out += filled(r == 0 ? table.field : head_of(table.rows[rows[r - 1]]), name_width);
    for (std::size_t i = 0; i < widths.size(); ++i) {
      out += "  " + filled_before(cells[r][i], widths[i]);
    }
    out += "\n";
  }
  return out;
}

Json to_json(const CrossLine& line) {
  Json json = {{"kind", name_of(line.kind)}};
  if (line.kind == CrossLine::Kind::Value) json["value"] = line.value;
  if (line.kind == CrossLine::Kind::Other) json["values"] = line.values;
  return json;
}

Json to_json(const CrossTable& table) {
  Json json = {{"by", table.field},
               {"across", table.across},
               {"columns", Json::array()},
               {"rows", Json::array()}};
  for (const CrossLine& column : table.columns) json["columns"].push_back(to_json(column));
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    Json line = to_json(table.rows[row]);
    line["articles"] = Json::array();
    line["stories"] = Json::array();
    for (const ArticlesAndStories& cell : table.cells[row]) {
      line["articles"].push_back(cell.articles);
      line["stories"].push_back(cell.stories);
    }
    json["rows"].push_back(std::move(line));
  }
  return json;
}

std::string cross_csv(const CrossTable& table) {
  std::string out = fmt::format("kind,{}", table.field);
  const std::vector<std::size_t> columns = columns_to_show(table);
  for (const std::size_t column : columns) {
    out += "," + csv_cell(head_of(table.columns[column]));
  }
  out += "\r\n";
  for (const std::size_t row : rows_to_show(table)) {
    out += fmt::format("{},{}", name_of(table.rows[row].kind),
                       csv_cell(printable_line(table.rows[row].value)));
    for (const std::size_t column : columns) {
      out += fmt::format(",{}", table.cells[row][column].articles);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace

std::string render_facets_text(const FacetsReport& report) {
  std::string out = fmt::format("{}, {}\n", count_text(report.total.articles),
                                stories_text(report.total.stories));
  out += left_out_line(report.left_out) + missing_lines(report.missing);
  if (!report.crossed.empty()) {
    for (const CrossTable& table : report.crossed) out += "\n" + cross_text(table);
    return out;
  }
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
  Json json = {{"format_version", kJsonFormatVersion},
               {"archive", report.archive_uuid},
               {"revision", report.revision},
               {"query", request.search.query},
               {"total", to_json(report.total)},
               {"left_out", report.left_out},
               {"missing", to_json(report.missing)},
               {"facets", Json::object()},
               {"crossed", Json::array()}};
  for (const CrossTable& table : report.crossed) json["crossed"].push_back(to_json(table));
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
  if (!report.crossed.empty()) {
    std::vector<std::string> tables;
    for (const CrossTable& table : report.crossed) tables.push_back(cross_csv(table));
    return fmt::format("{}", fmt::join(tables, "\r\n"));
  }
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
