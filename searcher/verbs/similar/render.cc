// SPDX-License-Identifier: GPL-2.0-or-later
// Similar articles as text and JSON.
#include "searcher/verbs/similar/render.h"

#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/render/hits.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {

std::string render_similar_text(const SimilarReport& report, bool explain, const TextStyle& style) {
  std::string out = render_text(report.result, style) + "\n";
  if (!explain) {
    std::vector<std::string> words;
    for (const TellingWord& each : report.words) words.push_back(printable_line(each.word));
    return out + wrapped(fmt::format("looked for: {}", fmt::join(words, ", ")), style.width, "") +
           "\n";
  }
  out += fmt::format("{:>8}{:>8}{:>12}  looked for\n", "weight", "times", "articles");
  for (const TellingWord& each : report.words) {
    out += fmt::format("{:>8.2f}{:>8}{:>12}  {}\n", each.weight, each.times,
                       with_thousands(each.articles), printable_line(each.word));
  }
  return out;
}

std::string render_similar_json(const SimilarReport& report) {
  Json json = search_json(report.asked, report.result);
  json.erase("partly");  // its words are alternatives
  json["words"] = Json::array();
  for (const TellingWord& each : report.words) {
    json["words"].push_back({{"word", each.word},
                             {"times", each.times},
                             {"articles", each.articles},
                             {"weight", each.weight}});
  }
  return dump_pretty(json);
}

}  // namespace dateline
