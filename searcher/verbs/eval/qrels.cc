// SPDX-License-Identifier: GPL-2.0-or-later
// Reads judgements line by line.
#include "searcher/verbs/eval/qrels.h"

#include "searcher/verbs/eval/lines.h"

#include <charconv>

#include <fmt/format.h>

namespace dateline {

Qrels read_qrels(const std::filesystem::path& path) {
  Qrels qrels;
  const std::string text = read_text(path);
  for (const Line& line : lines_of(text)) {
    const auto columns = columns_of(line.text);
    if (columns.size() != 4) {
      throw error_at(path, line.number, fmt::format("{} columns instead of 4", columns.size()),
                     "a judgement is topic, 0, article and relevance");
    }
    int relevance = 0;
    const char* const end = columns[3].data() + columns[3].size();
    const auto [stopped, error] = std::from_chars(columns[3].data(), end, relevance);
    if (error != std::errc() || stopped != end) {
      throw error_at(path, line.number,
                     fmt::format("the relevance '{}' is not a number", columns[3]),
                     "write 0 for not relevant, 1 or more for relevant");
    }
    Judgements& judgements = qrels[std::string(columns[0])];
    if (!judgements.emplace(columns[2], relevance).second) {
      throw error_at(path, line.number,
                     fmt::format("article {} is judged twice for topic {}", columns[2], columns[0]),
                     "leave one judgement");
    }
  }
  if (qrels.empty()) throw error_at(path, 1, "no judgements", "give a file of TREC qrels");
  return qrels;
}

}  // namespace dateline
