// SPDX-License-Identifier: GPL-2.0-or-later
// Runs: what a search engine found for each topic, as in TREC's run files.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dateline {

struct Ranked {
  std::string article;
  double score = 0;
};

/// What was found, by topic, in the order found.
using Run = std::map<std::string, std::vector<Ranked>>;

/// Reads lines of topic, Q0, article, rank, score, tag. Ranks are ignored; scores count. Throws
/// Error (Usage) that names file and line.
Run read_run(const std::filesystem::path& path);

/// The run as such a file.
std::string run_text(const Run& run, const std::string& tag);

}  // namespace dateline
