// SPDX-License-Identifier: GPL-2.0-or-later
// Reuters-21578 as David Lewis distributed it: <REUTERS … NEWID="1"> with DATE, categories, and
// TEXT, which of TYPE="BRIEF" has no BODY, and of TYPE="UNPROC" neither that nor TITLE. What
// surrounded a story on the wire is left in it as references to control characters, and in UNKNOWN.
#include "common/text/ascii.h"
#include "indexer/readers/sgml/document_reader.h"
#include "indexer/readers/sgml/fields.h"
#include "indexer/readers/sgml/formats.h"
#include "indexer/readers/text/typewritten.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

using namespace sgml;

constexpr std::string_view kReutersElement = "REUTERS";

constexpr std::array<Element, 17> kReutersElements = {{
    {"DATE", {Effect::Begins, Field::Date}},
    {"TITLE", {Effect::Begins, Field::Headline}},
    {"AUTHOR", {Effect::Begins, Field::Byline}},
    {"DATELINE", {Effect::Begins, Field::Dateline}},
    {"BODY", {Effect::Begins, Field::Body}},
    {"TOPICS", {Effect::Begins, Field::Tags}},
    {"PLACES", {Effect::Begins, Field::Tags}},
    {"PEOPLE", {Effect::Begins, Field::Tags}},
    {"ORGS", {Effect::Begins, Field::Tags}},
    {"EXCHANGES", {Effect::Begins, Field::Tags}},
    {"COMPANIES", {Effect::Begins, Field::Tags}},
    {"UNKNOWN", {Effect::Begins, Field::Skipped}},
    {"MKNOTE", {Effect::Begins, Field::Skipped}},
    {"D", {Effect::Parts, {}}},
    {"P", {Effect::Parts, {}}},
    {"TEXT", {Effect::None, {}}},
    {"REUTERS", {Effect::None, {}}},
}};

Meaning reuters_meaning(const Token& tag) {
  return meaning_among(kReutersElements, tag);
}

/// Of stories without BODY: STX, and a brief's row of asterisks, precede the first word.
std::string_view from_first_word(std::string_view text) {
  constexpr std::string_view kBefore = "\x02* \t\r\n";
  return text.substr(std::min(text.find_first_not_of(kBefore), text.size()));
}

RawArticle reuters_article(std::string_view document) {
  const Fields fields(document, reuters_meaning);
  RawArticle raw;
  Scanner scanner(document);
  // NEWID alone is not unique among articles from elsewhere.
  const std::string_view number = attribute(scanner.next().attributes, "NEWID");
  if (!number.empty()) raw.id = "reuters-21578-" + std::string(number);
  raw.headline = fields[Field::Headline];
  const bool has_body = !fields[Field::Body].empty();
  raw.body = with_parted_paragraphs(has_body ? fields.body() : from_first_word(fields.body()));
  raw.date = text::trim(fields[Field::Date]);
  raw.date_evidence = Evidence::Meta;
  raw.dateline = text::trim(fields[Field::Dateline]);
  raw.authors = authors_of(fields[Field::Byline]);
  for (const std::string_view tag : fields.parts(Field::Tags)) raw.tags.emplace_back(tag);
  raw.source = "Reuters";
  raw.language = "en";
  return raw;
}

}  // namespace

bool starts_reuters_21578(std::string_view head) {
  const Token tag = first_tag(head);
  return ascii::same(tag.name, kReutersElement) && !attribute(tag.attributes, "NEWID").empty();
}

std::unique_ptr<Reader> open_reuters_21578(Input& input, const ReaderOptions& options) {
  const auto find_mark = [](std::string_view text, std::size_t from) {
    return find_element(text, from, kReutersElement);
  };
  return open_documents(input, options, {kReutersElement, find_mark, reuters_article});
}

}  // namespace dateline
