// SPDX-License-Identifier: GPL-2.0-or-later
// A concordance as text, JSON and tables.
#include "searcher/verbs/kwic/render.h"

#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "common/text/utf8.h"
#include "searcher/render/cell.h"
#include "searcher/render/columns.h"
#include "searcher/render/counts.h"
#include "searcher/render/style.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

constexpr std::size_t kDateColumns = 10;
constexpr std::size_t kSourceColumns = 14;
/// Two sides and a keyword are unreadable in less.
constexpr std::size_t kLeastText = 24;

/// Articles of the lines, numbered in order of appearance.
class References {
 public:
  explicit References(const std::vector<KwicLine>& lines) {
    for (const KwicLine& line : lines) {
      if (numbers_.emplace(line.id, articles_.size() + 1).second) articles_.push_back(&line);
    }
  }
  [[nodiscard]] std::size_t of(const KwicLine& line) const { return numbers_.at(line.id); }
  [[nodiscard]] const std::vector<const KwicLine*>& articles() const { return articles_; }
  [[nodiscard]] std::size_t columns() const { return std::to_string(articles_.size()).size() + 2; }

 private:
  std::map<std::string, std::size_t> numbers_;
  std::vector<const KwicLine*> articles_;
};

std::string day_of(const KwicLine& line) {
  return line.published.known() ? iso(line.published).substr(0, kDateColumns) : "undated";
}

/// The keyword comes after `left_columns`.
std::string text_line(const KwicLine& line, std::size_t left_columns, std::size_t right_columns,
                      bool color) {
  const std::string keyword = first_columns(printable_line(line.keyword), right_columns);
  const std::size_t rest = right_columns - std::min(display_width(keyword), right_columns);
  const std::string left = last_columns(printable_line(line.left), left_columns);
  return filled_before(left, left_columns) + styled(keyword, kMatch, color) +
         first_columns(printable_line(line.right), rest);
}

std::string counts_text(const Concordance& concordance) {
  std::string out =
      fmt::format("{} in {}", count_of(concordance.places, "occurrence", "occurrences"),
                  count_text(concordance.with_places));
  if (concordance.with_places != concordance.articles) {
    out += fmt::format(" of the {} that match", with_thousands(concordance.articles));
  }
  if (concordance.lines.size() != concordance.places) {
    out += fmt::format("; {} shown, --limit shows more", with_thousands(concordance.lines.size()));
  }
  return out + "\n";
}

/// Both sides as long as requested.
KwicLine cut_to(std::size_t columns, KwicLine line) {
  line.left = last_columns(text::trim(printable_line(line.left)), columns);
  line.right = first_columns(text::trim(printable_line(line.right)), columns);
  return line;
}

std::string_view field_of(const KwicLine& line) {
  return line.in_headline ? "headline" : "body";
}

}  // namespace

std::string_view name_of(KwicSort sort) {
  switch (sort) {
    case KwicSort::Left:
      return "left";
    case KwicSort::Right:
      return "right";
    case KwicSort::Source:
      return "source";
    case KwicSort::Date:
      break;
  }
  return "date";
}

std::string render_kwic_text(const Concordance& concordance, const TextStyle& style) {
  const References references(concordance.lines);
  const std::size_t head = kDateColumns + 1 + kSourceColumns + 1 + references.columns() + 1;
  const std::size_t room = std::max(style.width, head + kLeastText) - head;
  const std::size_t left = room * 9 / 20;
  std::string out;
  for (const KwicLine& line : concordance.lines) {
    const std::string source = first_columns(printable_line(line.source), kSourceColumns);
    out += styled(
        fmt::format("{:<{}} {} {:>{}} ", day_of(line), kDateColumns, filled(source, kSourceColumns),
                    fmt::format("[{}]", references.of(line)), references.columns()),
        kDim, style.color);
    out += text_line(line, left, room - left, style.color) + "\n";
  }
  out += (out.empty() ? "" : "\n") + counts_text(concordance);
  out += left_out_line(concordance.left_out) + missing_lines(concordance.missing);
  if (!references.articles().empty()) out += "\n";
  for (const KwicLine* line : references.articles()) {
    out += fmt::format("{:>{}} id {}\n", fmt::format("[{}]", references.of(*line)),
                       references.columns(), printable_line(line->id));
  }
  return out;
}

std::string render_kwic_json(const KwicRequest& request, const Concordance& concordance) {
  Json json = {{"format_version", kJsonFormatVersion},
               {"archive", concordance.archive_uuid},
               {"revision", concordance.revision},
               {"query", request.search.query},
               {"sort", name_of(request.sort)},
               {"total",
                {{"occurrences", concordance.places},
                 {"articles", concordance.articles},
                 {"articles_with_occurrences", concordance.with_places}}},
               {"left_out", concordance.left_out},
               {"missing", to_json(concordance.missing)},
               {"lines", Json::array()}};
  for (const KwicLine& full : concordance.lines) {
    const KwicLine line = cut_to(request.context, full);
    Json each = {{"id", line.id}};
    if (line.published.known()) each["published"] = iso(line.published);
    if (!line.source.empty()) each["source"] = line.source;
    each["field"] = field_of(line);
    each["left"] = line.left;
    each["keyword"] = line.keyword;
    each["right"] = line.right;
    json["lines"].push_back(std::move(each));
  }
  return dump_pretty(json);
}

std::string render_kwic_table(const KwicRequest& request, const Concordance& concordance,
                              bool tabs) {
  const std::string_view separator = tabs ? "\t" : ",";
  const std::string_view line_end = tabs ? "\n" : "\r\n";
  const std::vector<std::string> columns = {"id",   "published", "source", "field",
                                            "left", "keyword",   "right"};
  std::string out = fmt::format("{}{}", fmt::join(columns, separator), line_end);
  for (const KwicLine& full : concordance.lines) {
    const KwicLine line = cut_to(request.context, full);
    std::vector<std::string> cells;
    for (const std::string& text :
         {line.id, iso(line.published), line.source, std::string(field_of(line)), line.left,
          line.keyword, line.right}) {
      const std::string safe = printable_line(text);
      cells.push_back(tabs ? no_formula(safe) : csv_cell(safe));
    }
    out += fmt::format("{}{}", fmt::join(cells, separator), line_end);
  }
  return out;
}

}  // namespace dateline
