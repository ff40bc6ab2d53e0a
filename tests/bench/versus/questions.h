// SPDX-License-Identifier: GPL-2.0-or-later
// The questions for all engines.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline::bench {

/// One row of the table.
struct Row {
  std::string name;
  std::string operation;              ///< see protocol.h
  std::string check;                  ///< the operation that counts the same matches; may be empty
  std::vector<std::string> requests;  ///< lines, all but the operation
};

/// `count` requests for each row, drawn from random articles of the corpus: one word, 2–4 words,
/// 2–3 adjacent words, the month of the article. Words have four letters or more, except in
/// phrases.
std::vector<Row> draw_questions(const std::filesystem::path& corpus, std::uint64_t articles,
                                std::size_t count, std::uint64_t seed);

}  // namespace dateline::bench
