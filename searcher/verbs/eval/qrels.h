// SPDX-License-Identifier: GPL-2.0-or-later
// Relevance judgements of a test collection, as in TREC's qrels files.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace dateline {

/// By article: 0 is judged not relevant, 1 or more relevant, less than 0 not judged.
using Judgements = std::map<std::string, int>;

/// By topic.
using Qrels = std::map<std::string, Judgements>;

/// Reads lines of topic, iteration (not used), article, relevance. Throws Error (Usage) that names
/// file and line.
Qrels read_qrels(const std::filesystem::path& path);

}  // namespace dateline
