// SPDX-License-Identifier: GPL-2.0-or-later
// The passage of an article that shows why it was found.
#pragma once

#include "common/engine/query/tree.h"
#include "searcher/find/highlighter.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Text, and its bytes that match the query, in rising order.
struct Snippet {
  std::string text;
  std::vector<query::Span> matches;
};

/// The passage of about kSnippetWords words with the most different parts of the query; the
/// beginning if there are none. An ellipsis marks omitted text.
Snippet make_snippet(std::string_view body, const std::vector<MarkedToken>& words);

/// All of `text` with its matches.
Snippet whole(std::string_view text, const std::vector<MarkedToken>& words);

inline constexpr std::size_t kSnippetWords = 42;

}  // namespace dateline
