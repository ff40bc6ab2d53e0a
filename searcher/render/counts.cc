// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/render/counts.h"

#include "common/cli/program.h"
#include "common/terminal/terminal.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {

std::string count_of(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", with_thousands(count), count == 1 ? one : many);
}

std::string count_text(std::uint64_t articles) {
  return count_of(articles, "article", "articles");
}

std::string stories_text(std::uint64_t stories) {
  return count_of(stories, "story", "stories");
}

std::string set_text(std::uint64_t articles, const PartlyFound& partly) {
  const std::string units = printable_line(fmt::format("{}", fmt::join(partly.units, ", ")));
  if (articles == 0) return "no article has all of: " + units;
  return fmt::format("{} {} all of: {}", count_text(articles), articles == 1 ? "has" : "have",
                     units);
}

std::string rest_text(std::uint64_t matches, const PartlyFound& partly) {
  if (partly.articles == 0) return "";
  std::string out =
      matches == 0 ? count_text(partly.articles) : with_thousands(partly.articles) + " more";
  out += partly.articles == 1 ? " has some of them" : " have some of them";
  std::vector<std::string> without;
  for (const WithoutUnit& one : partly.without) {
    const char* const quote = one.unit.find('"') == std::string::npos ? "\"" : "";
    without.push_back(fmt::format("{} without {}{}{}", with_thousands(one.articles), quote,
                                  printable_line(one.unit), quote));
  }
  if (!without.empty()) out += fmt::format(" ({})", fmt::join(without, ", "));
  return out;
}

std::string missing_lines(const std::vector<MissingShard>& missing) {
  std::string out;
  for (const MissingShard& shard : missing) {
    out += fmt::format("not searched: {} ({})\n", shard.name, printable_line(shard.reason));
  }
  return out;
}

void complain_of(const std::vector<MissingShard>& missing) {
  for (const std::string& line : lines_of(missing)) complain(line);
}

std::string left_out_line(std::uint64_t articles) {
  if (articles == 0) return "";
  return fmt::format("left out: {} withheld or canceled; --withheld finds {}\n",
                     count_text(articles), articles == 1 ? "it" : "them");
}

std::string order_text(Sort sort) {
  switch (sort) {
    case Sort::Newest:
      return "newest first";
    case Sort::Oldest:
      return "oldest first";
    case Sort::Relevance:
      break;
  }
  return "best first";
}

std::string_view name_of(Sort sort) {
  switch (sort) {
    case Sort::Newest:
      return "newest";
    case Sort::Oldest:
      return "oldest";
    case Sort::Relevance:
      break;
  }
  return "relevance";
}

Json to_json(const std::vector<MissingShard>& missing) {
  Json json = Json::array();
  for (const MissingShard& shard : missing) {
    json.push_back({{"shard", shard.name}, {"reason", shard.reason}});
  }
  return json;
}

}  // namespace dateline
