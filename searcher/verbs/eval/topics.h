// SPDX-License-Identifier: GPL-2.0-or-later
// Topics: the questions of a test collection.
#pragma once

#include "common/engine/query/tree.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct Topic {
  std::string number;
  std::string title;        ///< may be empty
  std::string description;  ///< may be empty
  std::size_t line = 0;     ///< where it begins in its file
};

enum class TopicFields { Title, Description, Both };

/// Reads topics in the order of the file: TREC's SGML (<top>, <num>, <title>, <desc>; with or
/// without closing tags) when the file begins with '<', else lines of number, tab, text. Throws
/// Error (Usage) that names file and line.
std::vector<Topic> read_topics(const std::filesystem::path& path);

/// The part of the topic to search for. Throws Error (Usage) if it is empty.
std::string text_of(const Topic& topic, TopicFields fields, const std::filesystem::path& path);

/// A query for any of the words in `text`, articles with all of them first. Punctuation only
/// separates words, and no word is an operator. Nothing if there is no word.
std::optional<query::Node> plain_words(const std::string& text);

}  // namespace dateline
