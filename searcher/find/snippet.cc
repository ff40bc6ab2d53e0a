// SPDX-License-Identifier: GPL-2.0-or-later
// A window slides over the words; the first best one wins and is moved to a readable start.
#include "searcher/find/snippet.h"

#include <algorithm>
#include <map>

namespace dateline {
namespace {

constexpr std::string_view kEllipsis = "…";
/// How far before the first match a passage may begin, in words, to begin with a sentence.
constexpr std::size_t kLeadIn = 12;

/// Index of the first word of the best window.
std::size_t best_window(const std::vector<MarkedToken>& words) {
  std::map<int, int> inside;  // unit → occurrences in the window
  int matches = 0;
  std::size_t best = 0;
  std::pair<std::size_t, int> best_score{0, 0};
  for (std::size_t end = 0; end < words.size(); ++end) {
    if (const int unit = words[end].unit; unit != MarkedToken::kNone) {
      ++inside[unit];
      ++matches;
    }
    if (end >= kSnippetWords) {
      const int unit = words[end - kSnippetWords].unit;
      if (unit != MarkedToken::kNone) {
        --matches;
        if (--inside[unit] == 0) inside.erase(unit);
      }
    }
    const std::pair score{inside.size(), matches};
    if (score > best_score) {
      best_score = score;
      best = end + 1 > kSnippetWords ? end + 1 - kSnippetWords : 0;
    }
  }
  return best;
}

/// Does a sentence begin with this word, which is not the first?
bool begins_sentence(std::string_view body, const std::vector<MarkedToken>& words,
                     std::size_t word) {
  const std::size_t end = words[word - 1].token.end;
  const std::string_view gap = body.substr(end, words[word].token.begin - end);
  return gap.find('\n') != std::string_view::npos || gap.find(". ") != std::string_view::npos ||
         gap.find("! ") != std::string_view::npos || gap.find("? ") != std::string_view::npos;
}

/// Where to begin so that the first match of the window follows the start of its sentence, or a few
/// words.
std::size_t readable_start(std::string_view body, const std::vector<MarkedToken>& words,
                           std::size_t window) {
  std::size_t match = window;
  while (match < words.size() && words[match].unit == MarkedToken::kNone) ++match;
  if (match == words.size()) return 0;
  const std::size_t earliest = match > kLeadIn ? match - kLeadIn : 0;
  for (std::size_t i = match; i > earliest; --i) {
    if (begins_sentence(body, words, i)) return i;
  }
  return earliest == 0 ? 0 : match - kLeadIn / 2;
}

/// Near the end there is room before `first`: for all of a short body, or for preceding sentences.
std::size_t earlier_start(std::string_view body, const std::vector<MarkedToken>& words,
                          std::size_t first) {
  if (words.size() <= kSnippetWords) return 0;
  for (std::size_t i = words.size() - kSnippetWords; i < first; ++i) {
    if (begins_sentence(body, words, i)) return i;
  }
  return first;
}

void append(Snippet& snippet, std::string_view text, std::size_t from, std::size_t to,
            const std::vector<MarkedToken>& words) {
  const std::size_t shift = snippet.text.size();
  for (const char c : text.substr(from, to - from)) snippet.text += c == '\n' ? ' ' : c;
  for (const MarkedToken& word : words) {
    if (word.unit == MarkedToken::kNone || word.token.begin < from || word.token.end > to) continue;
    snippet.matches.push_back({word.token.begin - from + shift, word.token.end - from + shift});
  }
}

}  // namespace

Snippet make_snippet(std::string_view body, const std::vector<MarkedToken>& words) {
  Snippet snippet;
  if (words.empty()) return snippet;
  const std::size_t first =
      earlier_start(body, words, readable_start(body, words, best_window(words)));
  const std::size_t last = std::min(first + kSnippetWords, words.size()) - 1;
  const bool to_the_end = last + 1 == words.size();
  const std::size_t from = first == 0 ? 0 : words[first].token.begin;
  const std::size_t to = to_the_end ? body.size() : words[last].token.end;
  if (first != 0) snippet.text = kEllipsis;
  append(snippet, body, from, to, words);
  if (!to_the_end) snippet.text += kEllipsis;
  return snippet;
}

Snippet whole(std::string_view text, const std::vector<MarkedToken>& words) {
  Snippet snippet;
  append(snippet, text, 0, text.size(), words);
  return snippet;
}

}  // namespace dateline
