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
