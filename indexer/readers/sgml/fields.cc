// SPDX-License-Identifier: GPL-2.0-or-later
// A walk along the tags that knows only where it is, not how it came there: hostile nesting costs
// nothing, and missing tags little.
#include "indexer/readers/sgml/fields.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/sgml/entities.h"

#include <algorithm>

namespace dateline::sgml {
namespace {

constexpr std::size_t kMaxFieldBytes = std::size_t{64} << 10U;
constexpr std::string_view kParting = "\n\n";

bool may_be_long(Field field) {
  return field == Field::Body || field == Field::Unmarked;
}

/// These sometimes occur in a body, which continues after them.
bool interrupts_body(Field field) {
  return field == Field::Byline || field == Field::Dateline || field == Field::Skipped ||
         field == Field::Caption;
}

}  // namespace

Meaning meaning_among(std::span<const Element> elements, const Token& tag) {
  const auto known = std::find_if(elements.begin(), elements.end(), [&](const Element& element) {
    return ascii::same(element.name, tag.name);
  });
  return known == elements.end() ? Meaning{} : known->meaning;
}

Fields::Fields(std::string_view document, MeaningOf meaning_of) {
  Scanner scanner(document);
  for (Token token = scanner.next(); token.kind != Token::Kind::End; token = scanner.next()) {
    switch (token.kind) {
      case Token::Kind::Text:
        append(token.text);
        break;
      case Token::Kind::Open:
        open(meaning_of(token));
        break;
      default:
        close(meaning_of(token));
    }
  }
}

void Fields::open(const Meaning& meaning) {
  switch (meaning.effect) {
    case Effect::Begins:
      // A heading within the text is one of its paragraphs.
      if (in_body_ && meaning.field == Field::Headline) return part();
      return begin(meaning.field);
    case Effect::Parts:
      return part();
    case Effect::None:
      return;
    case Effect::Unknown:
      if (current_ == Field::Unmarked) current_ = Field::Skipped;
  }
}

void Fields::close(const Meaning& meaning) {
  switch (meaning.effect) {
    case Effect::Begins:
      if (in_body_ && meaning.field == Field::Headline) return part();
      if (meaning.field == Field::Body) in_body_ = false;
      current_ = in_body_ ? Field::Body : Field::Unmarked;
      return;
    case Effect::Parts:
      return part();
    case Effect::None:
      return;
    case Effect::Unknown:
      if (current_ == Field::Skipped) current_ = in_body_ ? Field::Body : Field::Unmarked;
  }
}

void Fields::begin(Field field) {
  if (!interrupts_body(field)) in_body_ = field == Field::Body;
  current_ = field;
  part();
}

void Fields::part() {
  std::string& text = texts_[static_cast<std::size_t>(current_)];
  if (!text.empty() && !text.ends_with(kParting)) text += kParting;
}

void Fields::append(std::string_view text) {
  if (current_ == Field::Skipped) return;
  std::string& all = texts_[static_cast<std::size_t>(current_)];
  if (!may_be_long(current_)) {
    if (all.size() >= kMaxFieldBytes) return;
    text = text::cut(text, kMaxFieldBytes);
  }
  append_resolved(text, all);
}

std::vector<std::string_view> Fields::parts(Field field) const {
  std::vector<std::string_view> all;
  std::string_view rest = (*this)[field];
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(kParting), rest.size());
    const std::string_view part = text::trim(rest.substr(0, end));
    if (!part.empty()) all.push_back(part);
    rest.remove_prefix(std::min(end + kParting.size(), rest.size()));
  }
  return all;
}

const std::string& Fields::body() const {
  const std::string& marked = (*this)[Field::Body];
  return text::trim(marked).empty() ? (*this)[Field::Unmarked] : marked;
}

}  // namespace dateline::sgml
