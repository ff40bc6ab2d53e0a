// SPDX-License-Identifier: GPL-2.0-or-later
// Reads and writes the six columns of a run.
#include "searcher/verbs/eval/run.h"

#include "searcher/verbs/eval/lines.h"

#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace dateline {

Run read_run(const std::filesystem::path& path) {
  Run run;
  std::set<std::pair<std::string_view, std::string_view>> seen;
  const std::string text = read_text(path);
  for (const Line& line : lines_of(text)) {
    const auto columns = columns_of(line.text);
    if (columns.size() != 6) {
      throw error_at(path, line.number, fmt::format("{} columns instead of 6", columns.size()),
                     "a line of a run is topic, Q0, article, rank, score and tag");
    }
    double score = 0;
    const char* const end = columns[4].data() + columns[4].size();
    const auto [stopped, error] = std::from_chars(columns[4].data(), end, score);
    if (error != std::errc() || stopped != end || !std::isfinite(score)) {
      throw error_at(path, line.number, fmt::format("the score '{}' is not a number", columns[4]),
                     "the fifth column is the score");
    }
    if (!seen.emplace(columns[0], columns[2]).second) {
      throw error_at(path, line.number,
                     fmt::format("article {} is listed twice for topic {}", columns[2], columns[0]),
                     "leave one of them");
    }
    run[std::string(columns[0])].push_back({std::string(columns[2]), score});
  }
  return run;
}

std::string run_text(const Run& run, const std::string& tag) {
  std::string out;
  for (const auto& [topic, found] : run) {
    std::size_t rank = 0;
    for (const Ranked& ranked : found) {
      out +=
          fmt::format("{} Q0 {} {} {:.4f} {}\n", topic, ranked.article, ++rank, ranked.score, tag);
    }
  }
  return out;
}

}  // namespace dateline
