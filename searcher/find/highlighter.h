// SPDX-License-Identifier: GPL-2.0-or-later
// Which words of a text a query is about.
#pragma once

#include "common/engine/match/near.h"
#include "common/engine/query/leaf.h"
#include "common/engine/query/limits.h"
#include "common/engine/query/tree.h"
#include "common/segment/wording.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"

#include <cstddef>
#include <deque>
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

/// The words of an article.
struct MarkedArticle {
  std::vector<MarkedToken> headline;
  std::vector<MarkedToken> body;
};

/// Marked words of `text` that follow each other on one line: the indices of the first and the last
/// of each run.
std::vector<match::Place> marked_runs(std::string_view text, const std::vector<MarkedToken>& words);

/// A word of the query that an article has by the stem of its own language only: readers of another
/// language would not call what it has a form of the word.
struct ForeignForm {
  std::string word;      ///< as typed
  std::string form;      ///< as the article has it
  std::string language;  ///< of the article
};

/// Marks what a query tree looks for, by the stems of each article's own language. Words of phrases
/// are marked only where the phrase occurs, and those of NEAR, w/s and similar only where they are
/// near each other; what the query excludes is not marked.
class Highlighter {
 public:
  explicit Highlighter(const query::Node& tree, const query::Deadline& deadline = {});
  Highlighter(const Highlighter&) = delete;
  Highlighter& operator=(const Highlighter&) = delete;

  /// Throws what the deadline throws.
  MarkedArticle mark(std::string_view headline, std::string_view body, const std::string& language);

  /// Of the article that was marked last, which must still exist: words of the query that speakers
  /// of the language `home` would not find in it.
  std::vector<ForeignForm> foreign_forms(const std::string& home);

  /// Single words of the query that most of the marked articles with them do not have as typed.
  [[nodiscard]] std::vector<const query::Node*> mostly_in_other_forms() const;

 private:
  struct Unit {
    const query::Node* node;
    bool is_operand;                        ///< of what binds: marked only where that occurs
    std::vector<query::Meant> words;        ///< words that follow each other
    std::vector<match::Place> places = {};  ///< in the current article, of an operand
    std::string typed = {};                 ///< folded, if it is one word in any form
    std::size_t articles = 0;               ///< that have it, of those that were marked
    std::size_t as_typed = 0;               ///< of these, those that have it as typed
  };
  /// A word of the text.
  struct Word {
    std::string_view written;
    std::string term;
    std::string folded;
  };
  /// A compound without hyphens, and the words that it stands for.
  struct Joined {
    Word word;
    match::Place place;
  };
  text::TermMaker& use_language(const std::string& language);
  void collect(const query::Node& node, bool is_operand);
  /// Takes the words of headline or body, which follow those taken before.
  void read(std::string_view text, text::TermMaker& maker, bool headline);
  /// Marks the last `words` of the words so far, which form `word` when joined.
  void mark_compound(const Word& word, unsigned words, bool headline);
  /// Marks single words, and finds the places of operands, among words `begin` to `end`.
  void mark_units(std::size_t begin, std::size_t end, bool headline);
  /// All places of an operand, rising.
  std::vector<match::Place> places(const query::Node& operand);
  std::vector<std::vector<match::Place>> places_of_children(const query::Node& node);
  /// Marks the words of an operand within `within`; those of what binds, if they take part in it.
  void mark_operand(const query::Node& operand, match::Place within);
  void mark_place(match::Place place, std::size_t unit);
  /// Counts the article for each single word that it has.
  void count_forms();
  static bool is_sought(const query::Node& node, bool headline);
  static bool fits(const query::Meant& meant, const Word& word);
  /// Adds the last word of each run of words, from `at` on and before `end`, that the unit's words
  /// from number `next` on stand for.
  void add_runs(const Unit& unit, std::size_t next, std::size_t at, std::size_t end,
                std::vector<std::size_t>& lasts) const;

  query::Node tree_;
  query::Deadline deadline_;
  match::Tries tries_{deadline_};
  std::vector<Unit> units_;
  std::map<const query::Node*, std::size_t> unit_of_;  ///< of operands
  std::vector<const query::Node*> roots_;  ///< that bind, and are not operands themselves
  bool needs_sentences_ = false;
  // The article at hand, whose words are counted through headline and body.
  std::vector<Word> words_;
  std::vector<MarkedToken> marked_;
  std::vector<Joined> joined_;  ///< rising
  std::deque<std::string> joined_texts_;
  segment::ArticleWording wording_;
  match::Divisions divisions_;
  std::string language_;
  std::map<std::string, text::TermMaker> makers_;
};

}  // namespace dateline
