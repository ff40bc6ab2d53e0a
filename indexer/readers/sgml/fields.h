// SPDX-License-Identifier: GPL-2.0-or-later
// The elements of a document, collected by their meaning for an article.
#pragma once

#include "indexer/readers/sgml/scanner.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::sgml {

/// What an element holds.
enum class Field {
  Unmarked,  ///< text that no element with a meaning encloses
  Id,
  OtherId,
  Headline,
  Byline,
  Dateline,
  Date,
  Stamp,  ///< a wire's mark with day and time
  Body,
  Section,
  Source,
  Tags,
  Language,
  Url,
  Caption,  ///< of a picture, which is a text only where there is no other
  Skipped,  ///< nothing to keep
};
inline constexpr std::size_t kFieldCount = static_cast<std::size_t>(Field::Skipped) + 1;

/// What a tag does to the text that follows it.
enum class Effect {
  Begins,   ///< a field begins
  Parts,    ///< a paragraph, or another value of the field
  None,     ///< it only holds other elements
  Unknown,  ///< outside a body, an element we do not know is skipped
};

struct Meaning {
  Effect effect = Effect::Unknown;
  Field field = Field::Unmarked;  ///< that begins
};

/// An element that a format knows, and what its tags mean.
struct Element {
  std::string_view name;
  Meaning meaning;
};

/// The meaning of the first of `elements` with the tag's name.
Meaning meaning_among(std::span<const Element> elements, const Token& tag);

/// What an opening tag means; closing tags have no attributes.
using MeaningOf = Meaning (*)(const Token& tag);

/// The text of each field of a document; repeated elements, and paragraphs within one, are
/// separated by empty lines. All but body and unmarked text are kept up to a size that no real one
/// reaches.
class Fields {
 public:
  /// Elements need no closing tag: a field lasts until another begins.
  Fields(std::string_view document, MeaningOf meaning_of);

  [[nodiscard]] const std::string& operator[](Field field) const {
    return texts_[static_cast<std::size_t>(field)];
  }

  /// The parts of a field, without empty ones.
  [[nodiscard]] std::vector<std::string_view> parts(Field field) const;

  /// The body; for a document without one, the text outside elements.
  [[nodiscard]] const std::string& body() const;

 private:
  void open(const Meaning& meaning);
  void close(const Meaning& meaning);
  void begin(Field field);
  void part();
  void append(std::string_view text);

  std::array<std::string, kFieldCount> texts_;
  Field current_ = Field::Unmarked;
  bool in_body_ = false;
};

}  // namespace dateline::sgml
