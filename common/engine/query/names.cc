// SPDX-License-Identifier: GPL-2.0-or-later
// Tables, and the functions that read them.
#include "common/engine/query/names.h"

#include "common/engine/query/limits.h"
#include "common/errors/errors.h"
#include "common/text/edit_distance.h"
#include "common/text/fold.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dateline::query {
namespace {

std::vector<FieldName> all_fields() {
  std::vector<FieldName> all = {{"title", Field::Title, "words of the headline"},
                                {"headline", Field::Title, ""},
                                {"lead", Field::Lead, "words of the first two paragraphs"},
                                {"name", Field::Name, "a person, however the name is spelt"}};
  for (const fields::Row& row : fields::kRows) {
    if (row.terms == fields::Terms::None) continue;
    const Field field = field_of(row);
    if (!row.short_name.empty()) all.push_back({row.short_name, field, row.about});
    all.push_back({row.name, field, row.short_name.empty() ? row.about : ""});
  }
  const FieldName properties[] = {
      {"date", Field::Date, "when it was published; none: without a date; conflict: with two"},
      {"dateline-date", Field::DatelineDate, "the date of its dateline"},
      {"ingested", Field::Ingested, "when it was indexed"},
      {"length", Field::Length, "words of the body: >800, 300..500"},
      {"story", Field::Story, "the copies of one story, by its id"},
      {"first", Field::First, "yes: the first article of each story"},
      {"id", Field::Id, "the article with that id; @FILE: those with an id in a file"},
      {"url", Field::Url, "articles with that address, whole"},
      {"query", Field::Saved, "a saved query"}};
  all.insert(all.end(), std::begin(properties), std::end(properties));
  return all;
}

/// What fields of ours are called in other places.
constexpr std::pair<std::string_view, std::string_view> kNamesElsewhere[] = {
    {"site", "source"},      {"publisher", "source"}, {"publication", "source"},
    {"newspaper", "source"}, {"paper", "source"},     {"outlet", "source"},
    {"domain", "source"},    {"from", "source"},      {"published", "date"},
    {"pubdate", "date"},     {"year", "date"},        {"day", "date"},
    {"month", "date"},       {"by", "author"},        {"byline", "author"},
    {"writer", "author"},    {"location", "place"},   {"city", "place"},
    {"country", "place"},    {"subject", "tag"},      {"keyword", "tag"},
    {"topic", "tag"},        {"words", "length"},     {"intitle", "title"},
    {"person", "name"},      {"people", "name"},      {"inurl", "url"},
    {"link", "url"},         {"journal", "source"}};

/// `digits` as a number from 1 to `most`; 0 if it is not one.
unsigned number(std::string_view digits, unsigned most) {
  unsigned value = 0;
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value);
  return read.ec == std::errc() && read.ptr == end && value <= most ? value : 0;
}

}  // namespace

std::span<const FieldName> field_names() {
  static const std::vector<FieldName> all = all_fields();
  return all;
}

std::string_view name_of(Field field) {
  if (const fields::Row* const row = row_of(field)) return row->name;
  const auto it = std::ranges::find(field_names(), field, &FieldName::field);
  return it == field_names().end() ? std::string_view() : it->name;
}

std::optional<Field> field_of(std::string_view name) {
  const std::string folded = text::fold(name);
  for (const FieldName& known : field_names()) {
    if (known.name == folded) return known.field;
  }
  return std::nullopt;
}

std::string_view field_like(std::string_view name) {
  const std::string folded = text::fold(name);
  for (const auto& [other, meant] : kNamesElsewhere) {
    if (other == folded) return meant;
  }
  std::string_view nearest;
  std::size_t least = 3;
  for (const FieldName& known : field_names()) {
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
    case Field::Id:
    case Field::Url:
    case Field::Saved:
      return true;
    default:
      return false;
  }
}

std::optional<Scope> scope_of(std::string_view name) {
  const std::string folded = text::fold(name);
  if (folded == "headline" || folded == "title") return Scope{Field::Title};
  if (folded == "lead") return Scope{Field::Lead};
  if (folded == "caps") return Scope{Field::Text, Form::Cased};
  if (folded == "exact") return Scope{Field::Text, Form::Exact, 0, true};
  if (folded == "forms") return Scope{Field::Text, Form::Stem, 0, true};
  const auto count = number_in_name(name, "first", "first50(flood)");
  if (!count) return std::nullopt;
  return Scope{Field::Opening, Form::Stem, *count};
}

std::span<const std::string_view> scope_examples() {
  static constexpr std::string_view kExamples[] = {"headline(", "lead(",  "first50(",
                                                   "caps(",     "exact(", "forms("};
  return kExamples;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<unsigned> number_in_name(std::string_view name, std::string_view start,
                                       std::string_view example) {
  const std::string folded = text::fold(name);
  if (!folded.starts_with(start)) return std::nullopt;
  const std::string_view digits = std::string_view(folded).substr(start.size());
  if (!digits.empty() && !is_number(digits)) return std::nullopt;
  const unsigned count = number(digits, kMaxCount);
  if (count != 0) return count;
  throw Error(Code::Usage, fmt::format("'{}(' needs a number from 1 to {}", name, kMaxCount),
              fmt::format("put the number in the name, as in {}", example));
}

std::optional<Node> with_reach(Node node, std::string_view typed, bool may_be_word) {
  const std::size_t slash = typed.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string after = text::fold(typed.substr(slash + 1));
  node.distance = 0;
  if (after == "s" || after == "p") {
    node.reach = after == "s" ? Reach::Sentence : Reach::Paragraph;
    return node;
  }
  if (may_be_word && !after.empty() && after.find_first_of("+-0123456789") != 0) {
    return std::nullopt;
  }
  node.distance = number(after, kMaxNearDistance);
  if (node.distance != 0) return node;
  const std::string_view name = typed.substr(0, slash);
  throw Error(Code::Usage, fmt::format("'{}' has no distance", typed),
              fmt::format("write {}/n with n from 1 to {}, as in quake {}/5 Turkey", name,
                          kMaxNearDistance, name));
}

std::string reach_name(const Asked& asked) {
  switch (asked.reach) {
    case Reach::Sentence:
      return "s";
    case Reach::Paragraph:
      return "p";
    case Reach::Words:
      break;
  }
  return fmt::format("{}", asked.distance);
}

}  // namespace dateline::query
