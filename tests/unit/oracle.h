// SPDX-License-Identifier: GPL-2.0-or-later
// A brute-force evaluator of query trees over plain articles: simple, slow, and free of the
// product's matching. It shares with the product only what defines a word and a sentence: the
// tokenizer, the stemmers and where sentences end.
#pragma once

#include "common/engine/query/tree.h"
#include "common/fields/article.h"
#include "common/text/term.h"
#include "tests/unit/story_oracle.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace oracle {

/// One word of an article at its position: headline 1…n, body from n + 101 on.
struct Word {
  unsigned position = 0;
  std::string stem;
  bool in_headline = false;
  std::string written;
  std::string folded;
  unsigned sentence = 0;   ///< counted through headline and body
  unsigned paragraph = 0;  ///< 0 is the headline
};

/// A run of words, by their numbers in the article.
struct Run {
  std::size_t first = 0;
  std::size_t last = 0;
  friend auto operator<=>(const Run&, const Run&) = default;
};

/// Words that are also one, and which of the article's they are.
struct Compound {
  Word word;
  Run covers;
  bool hyphenated = false;
};

class Oracle {
 public:
  explicit Oracle(std::vector<dateline::Article> articles);

  /// Does article number `i` match?
  bool matches(std::size_t i, const dateline::query::Node& tree);

  /// The score of article number `i`, which matches, by the formula in docs/ranking.md; nothing for
  /// a tree in which anything but words, phrases in the text, AND and OR scores.
  std::optional<double> score(std::size_t i, const dateline::query::Node& tree);

  [[nodiscard]] const std::vector<dateline::Article>& articles() const { return articles_; }
  [[nodiscard]] const Stories& stories() const { return stories_; }
  /// The archive's names of the stories, in the order of their numbers; the names are its own
  /// choice.
  void name_stories(std::vector<std::string> names) { story_names_ = std::move(names); }

 private:
  dateline::text::TermMaker& maker(const std::string& language);
  /// The words of all articles, as stems, without headlines.
  [[nodiscard]] std::vector<std::vector<std::string>> bodies() const;
  void read(const std::string& text, const std::string& language, bool headline);
  /// May `word` stand for `typed`, a word of the query?
  bool is_word(const Word& word, const dateline::query::Node& node, const std::string& typed,
               const std::string& language);
  bool is_in_region(std::size_t i, Run run, const dateline::query::Node& node) const;
  /// All runs where `node` occurs, which is a word, a phrase, a name, or a Near, NotNear or Or of
  /// these.
  std::set<Run> runs(std::size_t i, const dateline::query::Node& node);
  std::set<Run> phrase(std::size_t i, const dateline::query::Node& node);
  /// A word of a phrase, and the node that says how it is meant.
  using Wanted = std::pair<const dateline::query::Node*, std::string>;
  /// Adds runs that begin with word `first`, are `wanted` up to number `k`, and go on at word `at`.
  void add_runs(std::size_t i, const std::vector<Wanted>& wanted, std::size_t k, std::size_t first,
                std::size_t at, std::set<Run>& found);
  std::set<Run> near(std::size_t i, const dateline::query::Node& node);
  std::set<Run> not_near(std::size_t i, const dateline::query::Node& node);
  std::set<Run> name(std::size_t i, const dateline::query::Node& node);
  bool are_near(std::size_t i, Run a, Run b, const dateline::query::Node& node) const;
  bool fits(std::size_t i, const std::vector<Run>& chosen, const dateline::query::Node& near) const;
  bool stands(std::size_t i, const dateline::query::Node& node);
  bool filter(std::size_t i, const dateline::query::Node& node) const;

  /// How often the article has the stem, as ranking counts.
  [[nodiscard]] double times(std::size_t i, const std::string& stem) const;
  /// In the words that ranking counts, those of the headline once more for `S`.
  [[nodiscard]] double length(std::size_t i) const;
  double word_score(std::size_t i, const std::string& typed);

  std::vector<dateline::Article> articles_;
  double mean_length_ = 0;
  std::map<std::pair<std::string, std::string>, double> frequencies_;  ///< by language and stem
  std::vector<std::vector<Word>> words_;
  std::vector<std::vector<Compound>> compounds_;
  std::map<std::string, dateline::text::TermMaker> makers_;
  Stories stories_;
  std::vector<std::string> story_names_;
};

}  // namespace oracle
