// SPDX-License-Identifier: GPL-2.0-or-later
// The query tree: what the user asked, before anything is looked up in an archive.
#pragma once

#include "common/date/date.h"
#include "common/fields/fields.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

/// Bytes [begin, end) of the query text that a node was read from.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// Where a word is searched for, or which facet or other property a filter is about.
enum class Field {
  Text,
  Title,
  Lead,     ///< the first two paragraphs of the body
  Opening,  ///< the first `count` words of the body
  Date,
  DatelineDate,
  Ingested,
  Length,
  Story,
  First,
  Id,     ///< whole, as written
  Url,    ///< the same
  Saved,  ///< `query:name`; only between lexer and parser
  Name,   ///< `name:"a person"`; only between lexer and parser
  Row,    ///< the rows of common/fields/fields.h in their order; see field_of and row_of
  Source = Row + fields::index_of("source"),
  Agency = Row + fields::index_of("agencies"),
  Language = Row + fields::index_of("language"),
  Flag = Row + fields::index_of("flags"),
};

/// The field of a row that has terms, and back; null for fields without one.
Field field_of(const fields::Row& row);
const fields::Row* row_of(Field field);

/// The operator of a node; common/query/operators has a file for each. In the order in which help
/// lists them.
enum class Kind {
  Everything,  ///< every article; the tree of an empty side, as in a lone `-word`
  Word,        ///< looked for in `field`; `text` as typed
  And,         ///< every child
  Or,          ///< any child
  Not,         ///< no article of the single child
  Phrase,      ///< `text` is what stood between the quotes; with children (Word, Wildcard) when
               ///< there are wildcards in it
  Wildcard,    ///< a word with `*` for any letters, or none, and `?` for one
  Near,        ///< children (see may_stand_near) close to each other: see `reach`
  NotNear,     ///< the first child, which has none of the others close to it
  AtLeast,     ///< the child, which may stand near, occurs at `count` places or more
  Fuzzy,       ///< words that differ from `text` in at most `distance` letters
  Name,        ///< spellings of `text`, a word of a name, except those `struck` out; with `exact`,
               ///< that spelling alone; with Form::Cased, where they begin with a capital
  Names,       ///< a person: the surname alone, or near a first name (see operators/names.cc)
  Filter,      ///< `field` is a facet; `text` its value; `exact` when it was quoted
  DateIs,      ///< the date that `field` names lies within `dates`, wholly
  DateNone,    ///< no usable date of publication
  Length,      ///< the body has `least` words or more and at most `most`
  Story,       ///< belongs to the story whose id is `text`
  First,       ///< the first article of its story
};
/// Ends the list.
inline constexpr Kind kLastKind = Kind::First;

/// Which spellings of a word are meant.
enum class Form {
  Stem,   ///< all that have its stem
  Exact,  ///< that one, in capitals or small letters: `=word`
  Cased,  ///< as typed, letter for letter: `caps(US)`
};

/// `most` of a Length without an upper bound.
inline constexpr unsigned kAnyLength = 0xFFFFFFFF;

/// How far from each other the children of a Near may be.
enum class Reach {
  Words,  ///< `distance` words: of neighbours it is 1
  Sentence,
  Paragraph,
};

/// What an operator requires of its children's places.
struct Asked {
  Reach reach = Reach::Words;
  bool ordered = false;  ///< the children are in this order
  unsigned distance = 0;
  unsigned count = 0;
  friend bool operator==(const Asked&, const Asked&) = default;
};

/// A node and all below it; a plain value.
struct Node : Asked {
  Kind kind = Kind::Everything;
  Span span;
  Field field = Field::Text;
  std::string text;
  bool exact = false;
  Form form = Form::Stem;
  unsigned least = 0;
  unsigned most = 0;
  DateRange dates;
  double weight = 1;                ///< of a Word or Phrase: its score counts this many times
  std::vector<std::string> struck;  ///< of a Name, rising
  std::vector<Node> children;
  friend bool operator==(const Node&, const Node&) = default;
};

/// May it be the operand of NEAR, w/s and similar? Words, wildcards, phrases, such operators
/// themselves, and any of these joined by OR.
bool may_stand_near(const Node& node);

/// The query for what both find.
Node both(Node tree, Node more);

/// What `tree` does not find.
Node none_of(Node tree);

/// "title", "source", …; "" for Text and Opening.
std::string_view name_of(Field field);

/// True when something in `tree` gives articles a score.
bool is_ranked(const Node& tree);

/// The tree in words, one node per line, children indented by two spaces. The `remark` about a node
/// is at the end of its line.
std::string in_words(const Node& tree,
                     const std::function<std::string(const Node&)>& remark = nullptr);

}  // namespace dateline::query
