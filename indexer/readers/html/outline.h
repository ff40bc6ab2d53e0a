// SPDX-License-Identifier: GPL-2.0-or-later
// A page as a list of text blocks, each in its place among the elements around it.
#pragma once

#include "indexer/readers/html/hints.h"
#include "indexer/readers/html/tree.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

inline constexpr std::size_t kNoElement = static_cast<std::size_t>(-1);

/// An element that begins a new line. Elements are in page order.
struct Element {
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  Hint hint = Hint::None;
  bool is_date = false;      ///< named as the date of publication
  bool is_change = false;    ///< named as the date of a change
  bool leads_away = false;   ///< it, or a parent, is navigation or about other articles
  bool serves_else = false;  ///< it, or a parent, has dates of its own; see Judgement
  bool is_title = false;     ///< named as a headline
  std::size_t parent = kNoElement;
  std::size_t kind = 0;         ///< the same for elements of one tag and class
  std::size_t form = 0;         ///< the same for elements of one tag and first name, but for digits
  std::size_t first_block = 0;  ///< the blocks in it, and in the elements in it
  std::size_t end_block = 0;
  std::size_t end = 0;  ///< the index after its last descendant
};

/// A run of text without a break: a paragraph, a heading, an item of a list.
struct Block {
  std::string text;              ///< one line, no space at its ends
  std::size_t link_bytes = 0;    ///< how much of it is links
  std::size_t strong_bytes = 0;  ///< how much of it is bold
  std::size_t element = 0;       ///< the innermost that contains it
  std::string_view link = {};    ///< where its first link leads; lives as long as the tree
};

struct Outline {
  std::vector<Element> elements;
  std::vector<Block> blocks;
};

/// What is never shown is left out.
Outline outline_of(const Tree& tree);

bool is_heading(GumboTag tag);

}  // namespace dateline::html
