// SPDX-License-Identifier: GPL-2.0-or-later
// One pass over each dictionary.
#include "common/query/expansion.h"

#include "common/query/pattern.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"

#include <algorithm>

namespace dateline::query {
namespace {

template <typename Matches>
Expansion words_that(const Archive& archive, std::size_t most, const Matches& matches) {
  Expansion found;
  for (const OpenSegment& open : archive.segments()) {
    const segment::Wording& wording = open.reader->wording();
    for (std::uint32_t w = 0; w < wording.words() && found.words.size() <= most; ++w) {
      const std::string_view word = wording.word(w);
      if (!matches(word)) continue;
      found.words.emplace(word);
      found.terms.emplace(wording.term(wording.term_of_word(w)));
    }
  }
  return found;
}

}  // namespace

std::string folded_pattern(const Node& node) {
  // As a word, with letters for what is open.
  std::string sample = node.text;
  std::replace_if(
      sample.begin(), sample.end(), [](char c) { return c == '*' || c == '?'; }, 'a');
  if (text::tokens(sample).size() != 1) return "";
  return text::normalise(node.text, "");
}

Expansion expand(const Node& node, const Archive& archive, std::size_t most) {
  const std::string folded = folded_pattern(node);
  if (node.kind == Kind::Fuzzy) {
    const Fuzzy fuzzy(folded, node.distance);
    return words_that(archive, most, [&](std::string_view word) { return fuzzy.matches(word); });
  }
  const Wildcard wildcard(folded);
  return words_that(archive, most, [&](std::string_view word) { return wildcard.matches(word); });
}

}  // namespace dateline::query
