// SPDX-License-Identifier: GPL-2.0-or-later
// Where something occurs in an article: what NEAR, w/s, headline(), =word, wildcards and similar
// ask, in the terms of an archive.
//
// A place is a run of words. A word occurs at places of one word; a phrase at runs of neighbours;
// a Near at runs from the first word of a set of places, one of each child, to the last. The places
// of a set do not overlap, and
//   Words      between the end of the first and the beginning of the last are at most `distance`
//              steps: of neighbours it is 1; more only if each comes right after another;
//   Sentence   all of it lies in one sentence, and Paragraph in one paragraph.
#pragma once

#include "common/engine/query/tree.h"

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

/// Which written forms of a term are meant.
struct Spellings {
  enum class By {
    Word,   ///< the folded word is one of `texts`
    Name,   ///< it is, and begins with a capital
    Exact,  ///< its spelling is, ignoring case
    Cased,  ///< its spelling is, with its capitals
  } by = By::Word;
  std::set<std::string, std::less<>> texts;

  /// `word` is the folded word of what is `written`.
  [[nodiscard]] bool accept(std::string_view written, std::string_view word) const;
};

/// A term, and how it may be written; any way without `spellings`.
struct WrittenTerm {
  std::string term;  ///< without prefix
  std::shared_ptr<const Spellings> spellings;
};

/// Which compounds (common/text/compounds.h) count as a word, too.
enum class Joined {
  None,
  WithoutHyphen,  ///< as within phrases and proximity
  All,            ///< as of a word on its own
};

struct Places : Asked {
  Kind kind = Kind::Word;          ///< of a Word, the terms; of other operators, the children
  std::vector<WrittenTerm> terms;  ///< any of these
  Field region = Field::Text;      ///< of Word: Text, Title, Lead or Opening, of `count` words
  Joined joined = Joined::None;    ///< of Word
  std::vector<Places> children;
};

/// Equal for places that are the same in two languages.
std::string key_of(const Places& places);

}  // namespace dateline::query
