// SPDX-License-Identifier: GPL-2.0-or-later
// The query tree: what the user asked, before anything is looked up in an archive.
#pragma once

#include "common/date.h"

#include <cstddef>
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

/// Where a word is looked for, or which facet a filter is about.
enum class Field { Text, Title, Source, Agency, Place, Author, Section, Tag, Language, Flag, Date };

enum class Kind {
  Everything,  ///< every article; the tree of an empty side, as in a lone `-word`
  Word,        ///< `field` Text or Title; `text` as typed
  Prefix,      ///< `repatri*`; `text` without the star
  Phrase,      ///< `text` is what stood between the quotes
  Near,        ///< children (Word, Prefix, Or of these) within `distance` words of each other
  Filter,      ///< `field` is a facet; `text` its value; `exact` when it was quoted
  DateIs,      ///< published within `dates`, wholly
  DateNone,    ///< no usable date of publication
  And,         ///< every child
  Or,          ///< any child
  Not,         ///< no article of the single child
  Ranked,      ///< juxtaposed units: any child matches, articles with all of them come first
};

/// A node and all below it; a plain value.
struct Node {
  Kind kind = Kind::Everything;
  Span span;
  Field field = Field::Text;
  std::string text;
  bool exact = false;
  unsigned distance = 0;
  DateRange dates;
  std::vector<Node> children;
  friend bool operator==(const Node&, const Node&) = default;
};

/// The query for what both find.
Node both(Node tree, Node more);

/// "title", "source", …; "" for Text.
std::string_view name_of(Field field);

/// The tree in words, one node a line, children indented by two blanks. For `explain`.
std::string in_words(const Node& tree);

}  // namespace dateline::query
