// SPDX-License-Identifier: GPL-2.0-or-later
// The query tree: what the user asked, before anything is looked up in an archive.
#pragma once

#include "common/date.h"

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

/// Where a word is looked for, or which facet or other property a filter is about.
enum class Field {
  Text,
  Title,
  Lead,     ///< the first two paragraphs of the body
  Opening,  ///< the first words of the body, as many as `count` says
  Source,
  Agency,
  Place,
  Author,
  Section,
  Tag,
  Language,
  Flag,
  Date,
  DatelineDate,
  Ingested,
  Length,
  Story,
  First,
  Saved,  ///< `query:name`; only between lexer and parser
};

enum class Kind {
  Everything,  ///< every article; the tree of an empty side, as in a lone `-word`
  Word,        ///< looked for in `field`; `text` as typed
  Wildcard,    ///< a word with `*` for any letters, or none, and `?` for one
  Fuzzy,       ///< words that differ from `text` in at most `distance` letters
  Phrase,      ///< `text` is what stood between the quotes; with children (Word, Wildcard) when
               ///< there are wildcards in it
  Near,        ///< children (see may_stand_near) close to each other: see `reach`
  AtLeast,     ///< the child, which may stand near, stands at `count` places or more
  Filter,      ///< `field` is a facet; `text` its value; `exact` when it was quoted
  DateIs,      ///< the date that `field` names lies within `dates`, wholly
  DateNone,    ///< no usable date of publication
  Length,      ///< the body has `least` words or more and at most `most`
  Story,       ///< belongs to the story whose id is `text`
  First,       ///< the first article of its story
  And,         ///< every child
  Or,          ///< any child
  Not,         ///< no article of the single child
  Ranked,      ///< juxtaposed units: any child matches, articles with all of them come first
};

/// Which of the ways a word may be written are meant.
enum class Form {
  Stem,   ///< all that have its stem
  Exact,  ///< that one, in capitals or small letters: `=word`
  Cased,  ///< as typed, letter for letter: `caps(US)`
};

/// `most` of a Length without an upper bound.
inline constexpr unsigned kAnyLength = 0xFFFFFFFF;

/// How far from each other the children of a Near may stand.
enum class Reach {
  Words,  ///< `distance` words: of neighbours it is 1
  Sentence,
  Paragraph,
};

/// A node and all below it; a plain value.
struct Node {
  Kind kind = Kind::Everything;
  Span span;
  Field field = Field::Text;
  std::string text;
  bool exact = false;
  Form form = Form::Stem;
  Reach reach = Reach::Words;
  bool ordered = false;  ///< the children of a Near stand in this order
  unsigned distance = 0;
  unsigned count = 0;
  unsigned least = 0;
  unsigned most = 0;
  DateRange dates;
  double weight = 1;  ///< of a Word or Phrase: its score counts this many times
  std::vector<Node> children;
  friend bool operator==(const Node&, const Node&) = default;
};

/// May it be the operand of NEAR, w/s and their like? Words, wildcards, phrases, such operators
/// themselves, and any of these joined by OR.
bool may_stand_near(const Node& node);

/// The query for what both find.
Node both(Node tree, Node more);

/// "title", "source", …; "" for Text and Opening.
std::string_view name_of(Field field);

/// As it is written in a query: `NEAR/5`, `pre/3`, `w/s`.
std::string operator_of(const Node& near);

/// The tree in words, one node a line, children indented by two blanks. What `remark` says of a
/// node stands at the end of its line.
std::string in_words(const Node& tree,
                     const std::function<std::string(const Node&)>& remark = nullptr);

}  // namespace dateline::query
