// SPDX-License-Identifier: GPL-2.0-or-later
// A brute-force evaluator of query trees over plain articles: simple, slow, and free of Xapian's
// matching. It shares with the product only what defines a word: the tokenizer and the stemmers.
#pragma once

#include "common/article.h"
#include "common/query/tree.h"
#include "common/text/term.h"

#include <map>
#include <string>
#include <vector>

namespace oracle {

/// One word of an article at its position: headline 1…n, body from n + 101 on.
struct Word {
  unsigned position = 0;
  std::string stem;
  bool in_headline = false;
};

class Oracle {
 public:
  explicit Oracle(std::vector<dateline::Article> articles);

  /// Does article number `i` match?
  bool matches(std::size_t i, const dateline::query::Node& tree);

  [[nodiscard]] const std::vector<dateline::Article>& articles() const { return articles_; }

 private:
  /// Stems of the words in `text`, in that language.
  std::vector<std::string> stems(const std::string& text, const std::string& language);
  /// The words that hyphens of `text` join; they have no position.
  std::vector<Word> compounds_of(const std::string& text, const std::string& language,
                                 bool headline);
  bool is_word(const Word& word, const dateline::query::Node& node, const std::string& language);
  bool phrase(std::size_t i, const dateline::query::Node& node);
  bool prefix(std::size_t i, const dateline::query::Node& node);
  bool near(std::size_t i, const dateline::query::Node& node);
  bool filter(std::size_t i, const dateline::query::Node& node) const;

  std::vector<dateline::Article> articles_;
  std::vector<std::vector<Word>> words_;
  std::vector<std::vector<Word>> compounds_;
  std::map<std::string, dateline::text::TermMaker> makers_;
};

}  // namespace oracle
