// SPDX-License-Identifier: GPL-2.0-or-later
// Tables, and what reads them.
#include "common/query/names.h"

#include "common/query/limits.h"
#include "common/text/edit_distance.h"
#include "common/text/fold.h"

#include <array>
#include <charconv>

namespace dateline::query {
namespace {

constexpr std::array<FieldName, 19> kFields = {
    {{"title", Field::Title, "words of the headline"},
     {"headline", Field::Title, ""},
     {"lead", Field::Lead, "words of the first two paragraphs"},
     {"source", Field::Source, "who published it, as a name or a word of it"},
     {"agency", Field::Agency, "a news agency that is credited"},
     {"place", Field::Place, "where the dateline says it was written"},
     {"author", Field::Author, "who wrote it"},
     {"section", Field::Section, "the section it stood in"},
     {"tag", Field::Tag, "a tag, subject or keyword"},
     {"lang", Field::Language, "the language, as en, fr, ru"},
     {"language", Field::Language, ""},
     {"flag", Field::Flag, "a warning: date-conflict, encoding-guessed, …"},
     {"date", Field::Date, "when it was published; none: without a date; conflict: with two"},
     {"dateline-date", Field::DatelineDate, "the date of its dateline"},
     {"ingested", Field::Ingested, "when it was indexed"},
     {"length", Field::Length, "words of the body: >800, 300..500"},
     {"story", Field::Story, "the copies of one story, by its id"},
     {"first", Field::First, "yes: the first article of each story"},
     {"query", Field::Saved, "a saved query"}}};

/// `digits` as a number of 1 … `most`; 0 where it is none.
unsigned number(std::string_view digits, unsigned most) {
  unsigned value = 0;
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value);
  return read.ec == std::errc() && read.ptr == end && value <= most ? value : 0;
}

}  // namespace

std::span<const FieldName> field_names() {
  return kFields;
}

std::optional<Field> field_of(std::string_view name) {
  const std::string folded = text::fold(name);
  for (const FieldName& known : kFields) {
    if (known.name == folded) return known.field;
  }
  return std::nullopt;
}

std::string_view field_like(std::string_view name) {
  const std::string folded = text::fold(name);
  std::string_view nearest;
  std::size_t least = 3;
  for (const FieldName& known : kFields) {
    const std::size_t distance = text::edit_distance(folded, known.name);
    if (distance < least && distance < known.name.size()) {
      least = distance;
      nearest = known.name;
    }
  }
  return nearest;
}

bool has_plain_value(Field field) {
  switch (field) {
    case Field::Date:
    case Field::DatelineDate:
    case Field::Ingested:
    case Field::Length:
    case Field::Story:
    case Field::First:
    case Field::Saved:
      return true;
    default:
      return false;
  }
}

std::optional<Function> function_of(std::string_view name) {
  const std::string folded = text::fold(name);
  using What = Function::What;
  if (folded == "headline" || folded == "title") return Function{What::Scope, Field::Title, 0};
  if (folded == "lead") return Function{What::Scope, Field::Lead, 0};
  if (folded == "caps") return Function{What::Caps, Field::Text, 0};
  if (folded == "fuzzy") return Function{What::Fuzzy, Field::Text, 0};
  if (folded == "wildcard") return Function{What::Wildcard, Field::Text, 0};
  const auto numbered = [&](std::string_view start, What what,
                            Field field) -> std::optional<Function> {
    if (!folded.starts_with(start)) return std::nullopt;
    const std::string_view digits = std::string_view(folded).substr(start.size());
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    return Function{what, field, number(digits, kMaxCount)};
  };
  if (auto opening = numbered("first", What::Scope, Field::Opening)) return opening;
  return numbered("atleast", What::AtLeast, Field::Text);
}

std::optional<Proximity> proximity_of(std::string_view word) {
  if (word == "NEAR") return Proximity{Reach::Words, false, kDefaultNearDistance};
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string name = text::fold(word.substr(0, slash));
  const std::string after = text::fold(word.substr(slash + 1));
  if (name != "near" && name != "w" && name != "pre") return std::nullopt;
  const bool ordered = name == "pre";
  if (after == "s") return Proximity{Reach::Sentence, ordered, 0};
  if (after == "p") return Proximity{Reach::Paragraph, ordered, 0};
  // `w/e`, `w/out` and `pre/post` are words; what is nearly an operator is a mistake.
  const bool is_word = !after.empty() && after.find_first_of("+-0123456789") != 0;
  if (is_word && name != "near") return std::nullopt;
  return Proximity{Reach::Words, ordered, number(after, kMaxNearDistance)};
}

}  // namespace dateline::query
