// SPDX-License-Identifier: GPL-2.0-or-later
// Key words as text, JSON and CSV.
#include "searcher/verbs/keyness/render.h"

#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/render/cell.h"
#include "searcher/render/counts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

std::string set_line(std::string_view name, const WordSet& set, std::string_view what,
                     const SearchRequest& search) {
  std::string days;
  if (!search.from.empty()) days += fmt::format(" from {}", printable_line(search.from));
  if (!search.to.empty()) days += fmt::format(" to {}", printable_line(search.to));
  return fmt::format(
      "{}  {}{}: {}, {}, {} words\n", name, what.empty() ? "every article" : printable_line(what),
      days, count_text(set.articles), stories_text(set.stories), with_thousands(set.words));
}

Json to_json(const WordSet& set) {
  return {{"articles", set.articles}, {"stories", set.stories}, {"words", set.words}};
}

Json typed(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace

std::string render_keyness_text(const KeynessRequest& request, const KeynessReport& report) {
  std::string out = set_line("A", report.set, request.search.query, request.search);
  out += left_out_line(report.left_out);
  out += set_line("B", report.other, request.against.value_or("the rest of the archive"),
                  request_against(request));
  out += left_out_line(report.other_left_out) + missing_lines(report.missing);
  const std::string shown = shown_of(report.words);
  if (report.words.words.empty()) {
    out += fmt::format("no word is {} frequent in A and occurs at least {} times in {}\n",
                       request.negative ? "less" : "more", request.words.min,
                       request.negative ? "B" : "A");
    return out + (shown.empty() ? "" : shown + "\n");
  }
  out += fmt::format("\n{:>9}{:>8}{:>11}{:>10}{:>11}{:>10}{:>11}  {}\n", "G2", "p", "log ratio",
                     "in A", "stories", "in B", "stories",
                     request.negative ? "less in A" : "more in A");
  for (const KeyWord& each : report.words.words) {
    out += fmt::format("{:>9.1f}{:>8}{:>+11.2f}{:>10}{:>11}{:>10}{:>11}  {}\n", each.g2,
                       p_text(each.p), each.log_ratio, with_thousands(each.times),
                       with_thousands(each.stories), with_thousands(each.other_times),
                       with_thousands(each.other_stories), printable_line(each.word));
  }
  return out + (shown.empty() ? "" : "\n" + shown + "\n");
}

std::string render_keyness_json(const KeynessRequest& request, const KeynessReport& report) {
  Json json = {{"format_version", kJsonFormatVersion},
               {"archive", report.archive_uuid},
               {"revision", report.revision},
               {"query", request.search.query},
               {"from", typed(request.search.from)},
               {"to", typed(request.search.to)},
               {"against", request.against ? Json(*request.against) : Json(nullptr)},
               {"against_from", typed(request.against_from)},
               {"against_to", typed(request.against_to)},
               {"negative", request.negative},
               {"min", request.words.min},
               {"stop_list", request.words.stop.names()},
               {"set", to_json(report.set)},
               {"other", to_json(report.other)},
               {"left_out", report.left_out},
               {"other_left_out", report.other_left_out},
               {"missing", to_json(report.missing)},
               {"total", report.words.total},
               {"stopped", report.words.stopped},
               {"words", Json::array()}};
  for (const KeyWord& each : report.words.words) {
    json["words"].push_back(to_json(each, {report.set.words, report.other.words}));
  }
  return dump_pretty(json);
}

std::string render_keyness_csv(const KeynessReport& report) {
  std::string out = fmt::format("word,{}\r\n", fmt::join(key_word_columns(), ","));
  for (const KeyWord& each : report.words.words) {
    out +=
        fmt::format("{},{}\r\n", csv_cell(printable_line(each.word)),
                    fmt::join(key_word_cells(each, {report.set.words, report.other.words}), ","));
  }
  return out;
}

}  // namespace dateline
