// SPDX-License-Identifier: GPL-2.0-or-later
// Collocates as text, JSON, CSV and TSV.
#include "searcher/verbs/collocates/render.h"

#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/render/cell.h"
#include "searcher/render/counts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace dateline {

std::string render_collocates_text(const CollocatesRequest& request,
                                   const CollocatesReport& report) {
  std::string out =
      fmt::format("{} in {}, {}{}\n", count_of(report.occurrences, "place", "places"),
                  count_text(report.articles), stories_text(report.stories),
                  request.copies == Copies::First ? ", of which one article each is read" : "");
  out += fmt::format("{} within {} of them, {} elsewhere in the archive\n",
                     count_of(report.near, "word", "words"),
                     count_of(request.window, "word", "words"), with_thousands(report.elsewhere));
  out += left_out_line(report.left_out) + missing_lines(report.missing);
  const std::string shown = shown_of(report.words);
  if (report.words.words.empty()) {
    out += fmt::format("no word is more frequent there and occurs at least {} times\n",
                       request.words.min);
    return out + (shown.empty() ? "" : shown + "\n");
  }
  out += fmt::format("\n{:>9}{:>8}{:>11}{:>10}{:>11}{:>12}  {}\n", "G2", "p", "log ratio", "near",
                     request.copies == Copies::First ? "stories" : "articles", "elsewhere", "word");
  for (const KeyWord& each : report.words.words) {
    out += fmt::format("{:>9.1f}{:>8}{:>+11.2f}{:>10}{:>11}{:>12}  {}\n", each.g2, p_text(each.p),
                       each.log_ratio, with_thousands(each.times), with_thousands(each.stories),
                       with_thousands(each.other_times), printable_line(each.word));
  }
  return out + (shown.empty() ? "" : "\n" + shown + "\n");
}

std::string render_collocates_json(const CollocatesRequest& request,
                                   const CollocatesReport& report) {
  Json json = {{"format_version", kJsonFormatVersion},
               {"archive", report.archive_uuid},
               {"revision", report.revision},
               {"query", request.search.query},
               {"window", request.window},
               {"all_copies", request.copies == Copies::All},
               {"min", request.words.min},
               {"stop_list", request.words.stop.names()},
               {"articles", report.articles},
               {"stories", report.stories},
               {"occurrences", report.occurrences},
               {"near", report.near},
               {"elsewhere", report.elsewhere},
               {"left_out", report.left_out},
               {"missing", to_json(report.missing)},
               {"total", report.words.total},
               {"stopped", report.words.stopped},
               {"words", Json::array()}};
  for (const KeyWord& each : report.words.words) {
    json["words"].push_back(to_json(each, {report.near, report.elsewhere}));
  }
  return dump_pretty(json);
}

std::string render_collocates_table(const CollocatesReport& report, bool tabs) {
  const std::string_view separator = tabs ? "\t" : ",";
  const std::string_view line_end = tabs ? "\n" : "\r\n";
  std::string out =
      fmt::format("word{}{}{}", separator, fmt::join(key_word_columns(), separator), line_end);
  for (const KeyWord& each : report.words.words) {
    const std::string word = printable_line(each.word);
    out += fmt::format("{}{}{}{}", tabs ? no_formula(word) : csv_cell(word), separator,
                       fmt::join(key_word_cells(each, {report.near, report.elsewhere}), separator),
                       line_end);
  }
  return out;
}

}  // namespace dateline
