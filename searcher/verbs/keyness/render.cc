// SPDX-License-Identifier: GPL-2.0-or-later
// Key words as text, JSON and CSV.
#include "searcher/verbs/keyness/render.h"

#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/render/cell.h"
#include "searcher/render/counts.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

std::string set_line(std::string_view name, const WordSet& set, std::string_view query) {
  return fmt::format(
      "{}  {}: {}, {}, {} words\n", name, query.empty() ? "every article" : printable_line(query),
      count_text(set.articles), stories_text(set.stories), with_thousands(set.words));
}

Json to_json(const WordSet& set) {
  return {{"articles", set.articles}, {"stories", set.stories}, {"words", set.words}};
}

}  // namespace

std::string render_keyness_text(const KeynessRequest& request, const KeynessReport& report) {
  std::string out = set_line("A", report.set, request.search.query);
  out += set_line("B", report.other, request.against.value_or("the rest of the archive"));
  out += left_out_line(report.left_out) + missing_lines(report.missing);
  if (report.words.empty()) {
    return out + fmt::format("no word is {} frequent in A and occurs at least {} times in {}\n",
                             request.negative ? "less" : "more", request.min,
                             request.negative ? "B" : "A");
  }
  out += fmt::format("\n{:>9}{:>11}{:>10}{:>11}{:>10}{:>11}  {}\n", "G2", "log ratio", "in A",
                     "stories", "in B", "stories", request.negative ? "less in A" : "more in A");
  for (const KeyWord& each : report.words) {
    out += fmt::format("{:>9.1f}{:>+11.2f}{:>10}{:>11}{:>10}{:>11}  {}\n", each.g2, each.log_ratio,
                       with_thousands(each.times), with_thousands(each.stories),
                       with_thousands(each.other_times), with_thousands(each.other_stories),
                       printable_line(each.word));
  }
  return out;
}

std::string render_keyness_json(const KeynessRequest& request, const KeynessReport& report) {
  Json json = {{"format_version", kJsonFormatVersion},
               {"archive", report.archive_uuid},
               {"revision", report.revision},
               {"query", request.search.query},
               {"against", request.against ? Json(*request.against) : Json(nullptr)},
               {"negative", request.negative},
               {"min", request.min},
               {"set", to_json(report.set)},
               {"other", to_json(report.other)},
               {"left_out", report.left_out},
               {"missing", to_json(report.missing)},
               {"words", Json::array()}};
  for (const KeyWord& each : report.words) {
    json["words"].push_back({{"word", each.word},
                             {"g2", each.g2},
                             {"log_ratio", each.log_ratio},
                             {"times", each.times},
                             {"stories", each.stories},
                             {"other_times", each.other_times},
                             {"other_stories", each.other_stories}});
  }
  return dump_pretty(json);
}

std::string render_keyness_csv(const KeynessReport& report) {
  std::string out = "word,g2,log_ratio,times,stories,other_times,other_stories\r\n";
  for (const KeyWord& each : report.words) {
    out += fmt::format("{},{:.3f},{:.3f},{},{},{},{}\r\n", csv_cell(printable_line(each.word)),
                       each.g2, each.log_ratio, each.times, each.stories, each.other_times,
                       each.other_stories);
  }
  return out;
}

}  // namespace dateline
