// SPDX-License-Identifier: GPL-2.0-or-later
// Which words of a text a query is about.
#pragma once

#include "common/query/places.h"
#include "common/query/tree.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// A word of the text, and the part of the query that it answers.
struct MarkedToken {
  text::Token token;
  int unit = kNone;  ///< number of the word, wildcard or phrase of the query
  static constexpr int kNone = -1;
};

/// Marks what a query tree looks for, by the stems of each article's own language. Words of phrases
/// are marked only where the phrase stands; what the query excludes is not marked.
class Highlighter {
 public:
  explicit Highlighter(const query::Node& tree);

  /// The words of `text`, which is in `language`. With `headline`, words asked for in the headline
  /// only are marked too.
  std::vector<MarkedToken> mark(std::string_view text, const std::string& language, bool headline);

 private:
  /// A word of the query in the current language.
  struct Part {
    std::string term;                                     ///< its stem, or
    std::shared_ptr<const query::Spellings> spellings;    ///< in these forms only, or
    std::function<bool(std::string_view folded)> stands;  ///< all words that this is true of
  };
  struct Unit {
    const query::Node* node;
    std::vector<Part> parts;  ///< words that follow each other
  };
  /// A word of the text.
  struct Word {
    std::string_view written;
    std::string term;
    std::string folded;
  };
  text::TermMaker& use_language(const std::string& language);
  void collect(const query::Node& node);
  static void add_parts(const query::Node& node, text::TermMaker& maker, std::vector<Part>& parts);
  /// Marks the last `words` of what is marked so far, which joined are `word`.
  void mark_compound(const Word& word, unsigned words, bool headline,
                     std::vector<MarkedToken>& marked);
  static bool is_sought(const query::Node& node, bool headline);
  static bool fits(const Part& part, const Word& word);
  static bool stands_at(const Unit& unit, const std::vector<Word>& words, std::size_t at);

  query::Node tree_;
  std::vector<Unit> units_;
  std::string language_;
  std::map<std::string, text::TermMaker> makers_;
};

}  // namespace dateline
