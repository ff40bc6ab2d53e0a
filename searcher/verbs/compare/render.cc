// SPDX-License-Identifier: GPL-2.0-or-later
// Two queries side by side, as text, CSV and JSON.
#include "searcher/verbs/compare/render.h"

#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "searcher/render/cell.h"
#include "searcher/render/counts.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

constexpr const char* kNames[2] = {"A", "B"};

std::uint64_t in_either(const Comparison& compared) {
  return compared.articles[0] + compared.articles[1] - compared.in_both;
}

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string row(const Comparison& compared, const CountOfBoth& count, std::string_view what) {
  std::string out;
  for (std::size_t i = 0; i < 2; ++i) {
    out += fmt::format("{:>9}{:>8.1f} %", with_thousands(count[i]),
                       100 * share(count[i], compared.articles[i]));
  }
  return out + fmt::format("  {}\n", what);
}

std::string head(std::string_view what) {
  return fmt::format("\n{:>9}{:>10}{:>9}{:>10}  {}\n", "A", "share", "B", "share", what);
}

std::string words_line(const Comparison& compared, std::size_t i, const TextStyle& style) {
  std::vector<std::string> words;
  for (const KeyWord& each : compared.words[i]) words.push_back(printable_line(each.word));
  const std::string list = words.empty() ? "(none)" : fmt::format("{}", fmt::join(words, ", "));
  return wrapped(fmt::format("more in {}: {}", kNames[i], list), style.width, "") + "\n";
}

Json rows_json(const std::vector<ComparedRow>& rows, std::string_view name) {
  Json json = Json::array();
  for (const ComparedRow& each : rows) {
    json.push_back({{std::string(name), each.value}, {"articles", each.articles}});
  }
  return json;
}

}  // namespace

std::string render_compare_text(const Comparison& compared, const TextStyle& style) {
  std::string out;
  for (std::size_t i = 0; i < 2; ++i) {
    out += fmt::format(
        "{}  {}: {}, {}\n", kNames[i],
        compared.queries[i].empty() ? "every article" : printable_line(compared.queries[i]),
        count_text(compared.articles[i]), stories_text(compared.stories[i]));
    out += left_out_line(compared.left_out[i]);
  }
  out += missing_lines(compared.missing) + "\n";
  for (const auto& [what, count] : {std::pair{"in both", compared.in_both},
                                    std::pair{"only in A", compared.articles[0] - compared.in_both},
                                    std::pair{"only in B", compared.articles[1] - compared.in_both},
                                    std::pair{"in either", in_either(compared)}}) {
    out += fmt::format("{:<10}{:>9}  {:>5.1f} %\n", what, with_thousands(count),
                       100 * share(count, in_either(compared)));
  }
  out += head("source");
  for (const ComparedRow& each : compared.sources) {
    out += row(compared, each.articles, printable_line(each.value));
  }
  if (compared.other_sources != 0) {
    out += fmt::format("{:>40}{} more; --top shows them\n", "",
                       with_thousands(compared.other_sources));
  }
  if (compared.without_source != CountOfBoth{}) {
    out += row(compared, compared.without_source, "(none)");
  }
  out += head(name_of(compared.by));
  for (const ComparedRow& each : compared.periods) out += row(compared, each.articles, each.value);
  if (compared.unplaced != CountOfBoth{}) {
    out += row(compared, compared.unplaced,
               compared.by == Bucket::Year || compared.by == Bucket::Decade
                   ? "undated"
                   : "undated, or dated less precisely");
  }
  out += "\n";
  if (!compared.words_known)
    return out + "words: not counted, because some of the articles are on a server\n";
  return out + words_line(compared, 0, style) + words_line(compared, 1, style);
}

std::string render_compare_csv(const Comparison& compared) {
  std::string out = "kind,value,a,b,share_a,share_b\r\n";
  const auto line = [&](std::string_view kind, const std::string& value, const std::string& a,
                        const std::string& b, const std::string& shares) {
    out += fmt::format("{},{},{},{},{}\r\n", kind, csv_cell(printable_line(value)), a, b, shares);
  };
  const auto numbers = [&](std::string_view kind, const std::string& value,
                           const CountOfBoth& count) {
    line(kind, value, std::to_string(count[0]), std::to_string(count[1]), ",");
  };
  const auto articles = [&](std::string_view kind, const std::string& value,
                            const CountOfBoth& count) {
    line(kind, value, std::to_string(count[0]), std::to_string(count[1]),
         fmt::format("{:.6f},{:.6f}", share(count[0], compared.articles[0]),
                     share(count[1], compared.articles[1])));
  };
  line("query", "", csv_cell(printable_line(compared.queries[0])),
       csv_cell(printable_line(compared.queries[1])), ",");
  numbers("articles", "", compared.articles);
  numbers("stories", "", compared.stories);
  numbers("left-out", "", compared.left_out);
  articles("in-both", "", {compared.in_both, compared.in_both});
  articles("only", "",
           {compared.articles[0] - compared.in_both, compared.articles[1] - compared.in_both});
  for (const ComparedRow& each : compared.sources) articles("source", each.value, each.articles);
  articles("no-source", "", compared.without_source);
  for (const ComparedRow& each : compared.periods) {
    articles(name_of(compared.by), each.value, each.articles);
  }
  articles("unplaced", "", compared.unplaced);
  for (const KeyWord& each : compared.words[0]) {
    numbers("word-of-a", each.word, {each.times, each.other_times});
  }
  for (const KeyWord& each : compared.words[1]) {
    numbers("word-of-b", each.word, {each.other_times, each.times});
  }
  return out;
}

std::string render_compare_json(const Comparison& compared) {
  Json json = {
      {"format_version", kJsonFormatVersion},
      {"archive", compared.archive_uuid},
      {"revision", compared.revision},
      {"queries", compared.queries},
      {"articles", compared.articles},
      {"stories", compared.stories},
      {"left_out", compared.left_out},
      {"in_both", compared.in_both},
      {"only", {compared.articles[0] - compared.in_both, compared.articles[1] - compared.in_both}},
      {"in_either", in_either(compared)},
      {"sources", rows_json(compared.sources, "source")},
      {"other_sources", compared.other_sources},
      {"without_source", compared.without_source},
      {"by", name_of(compared.by)},
      {"periods", rows_json(compared.periods, "period")},
      {"unplaced", compared.unplaced},
      {"words", nullptr},
      {"missing", to_json(compared.missing)}};
  if (compared.words_known) {
    json["words"] = Json::array();
    for (const std::vector<KeyWord>& side : compared.words) {
      Json words = Json::array();
      for (const KeyWord& each : side) {
        words.push_back({{"word", each.word}, {"g2", each.g2}, {"log_ratio", each.log_ratio}});
      }
      json["words"].push_back(std::move(words));
    }
  }
  return dump_pretty(json);
}

}  // namespace dateline
