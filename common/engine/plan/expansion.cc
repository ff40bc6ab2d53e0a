// SPDX-License-Identifier: GPL-2.0-or-later
// One pass over each dictionary.
#include "common/engine/plan/expansion.h"

#include "common/engine/plan/name_word.h"
#include "common/engine/query/pattern.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace dateline::query {
namespace {

/// How many words are tried between checks of the deadline.
constexpr std::size_t kWordsBetweenLooks = 1000;

/// Words that begin with `start` and match, in a form that is one of `by`.
template <typename Matches>
Expansion words_that(const Archive& archive, std::size_t most, const Deadline& deadline,
                     std::string_view start, const Matches& matches,
                     Spellings::By by = Spellings::By::Word) {
  // Most words are in most segments; the views are into files that stay open.
  std::unordered_set<std::string_view> words;
  std::unordered_set<std::string_view> terms;
  std::size_t looked_at = 0;
  const auto is_written = [by](const segment::Wording& wording, std::uint32_t w) {
    if (by == Spellings::By::Word) return true;
    const Spellings alone{by, {std::string(wording.word(w))}};
    const std::uint32_t term = wording.term_of_word(w);
    for (std::uint32_t n = 0; n < wording.forms(term); ++n) {
      if (alone.accept(wording.form(term, n), wording.word_of_form(term, n))) return true;
    }
    return false;
  };
  const auto look_into = [&](const segment::Wording& wording) {
    deadline.check();
    wording.each_word_from(start, [&](std::uint32_t w) {
      if (++looked_at % kWordsBetweenLooks == 0) deadline.check();
      const std::string_view word = wording.word(w);
      if (matches(word) && is_written(wording, w)) {
        words.insert(word);
        terms.insert(wording.term(wording.term_of_word(w)));
      }
      return words.size() <= most;
    });
  };
  for (const OpenSegment& open : archive.segments()) {
    open.use([&](const segment::Reader& reader) { look_into(reader.wording()); });
  }
  for (const auto& shard : archive.served()) {
    if (!shard->has_facts()) continue;
    shard->use_facts([&](const ServedFacts& facts) { look_into(facts.words()); });
  }
  Spellings spellings{by, {}};
  spellings.texts.insert(words.begin(), words.end());
  return {std::make_shared<const Spellings>(std::move(spellings)), {terms.begin(), terms.end()}};
}

}  // namespace

std::string folded_pattern(const Node& node) {
  // As a word, with letters for the wildcards.
  std::string sample = node.text;
  std::replace_if(
      sample.begin(), sample.end(), [](char c) { return c == '*' || c == '?'; }, 'a');
  if (text::tokens(sample).size() != 1) return "";
  return text::normalise(node.text, "");
}

Expansion expand(const Node& node, const Archive& archive, std::size_t most,
                 const Deadline& deadline) {
  const std::string folded = folded_pattern(node);
  if (node.kind == Kind::Fuzzy) {
    const Fuzzy fuzzy(folded, node.distance);
    return words_that(archive, most, deadline, "",
                      [&](std::string_view word) { return fuzzy.matches(word); });
  }
  if (node.kind == Kind::Name) {
    const NameWord name(node);
    return words_that(
        archive, most, deadline, "", [&](std::string_view word) { return name.matches(word); },
        name.by());
  }
  const Wildcard wildcard(folded);
  return words_that(archive, most, deadline, wildcard.start(),
                    [&](std::string_view word) { return wildcard.matches(word); });
}

}  // namespace dateline::query
