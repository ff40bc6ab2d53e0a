// SPDX-License-Identifier: GPL-2.0-or-later
// TREC's SGML, in the variants of AP, WSJ, FT, LA Times, FBIS, San Jose Mercury News, AQUAINT,
// Gigaword and CLEF: <DOC>, a number, and elements that differ from collection to collection.
#include "common/text/ascii.h"
#include "indexer/readers/sgml/collections.h"
#include "indexer/readers/sgml/document_reader.h"
#include "indexer/readers/sgml/fields.h"
#include "indexer/readers/sgml/formats.h"
#include "indexer/readers/text/typewritten.h"
#include "indexer/readers/wire/closing_time.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace dateline {
namespace {

using namespace sgml;

constexpr std::string_view kTrecElement = "DOC";

constexpr Meaning kParts = {Effect::Parts, Field::Unmarked};
constexpr Meaning kHolds = {Effect::None, Field::Unmarked};

constexpr Meaning begins(Field field) {
  return {Effect::Begins, field};
}

/// The most frequent first, because it is searched in order.
constexpr std::array<Element, 44> kTrecElements = {{
    {"P", kParts},
    {"DOCNO", begins(Field::Id)},
    {"TEXT", begins(Field::Body)},
    {"DOC", kHolds},
    {"HEADLINE", begins(Field::Headline)},
    {"HEAD", begins(Field::Headline)},
    {"HL", begins(Field::Headline)},
    {"TI", begins(Field::Headline)},
    {"TITLE", begins(Field::Headline)},
    {"H3", begins(Field::Headline)},
    {"SECOND_HEAD", begins(Field::Headline)},
    {"DATELINE", begins(Field::Dateline)},
    {"BYLINE", begins(Field::Byline)},
    {"AUTHOR", begins(Field::Byline)},
    {"DATE", begins(Field::Date)},
    {"DATE1", begins(Field::Date)},
    {"DATE_TIME", begins(Field::Date)},
    {"DD", begins(Field::Date)},
    {"PUBDATE", begins(Field::Date)},
    {"FILEID", begins(Field::Stamp)},
    {"TRAILER", begins(Field::Stamp)},
    {"LEADPARA", begins(Field::Body)},
    {"LP", begins(Field::Body)},
    {"SECTION", begins(Field::Section)},
    {"SO", begins(Field::Source)},
    {"PUB", begins(Field::Source)},
    {"NAME", begins(Field::Source)},
    {"SUBJECT", begins(Field::Tags)},
    {"DESCRIPT", begins(Field::Tags)},
    {"IN", begins(Field::Tags)},
    {"LANGUAGE", begins(Field::Language)},
    {"URL", begins(Field::Url)},
    {"DOCID", begins(Field::OtherId)},
    {"PROFILE", begins(Field::Skipped)},
    {"PAGE", begins(Field::Skipped)},
    {"CAPTION", begins(Field::Caption)},
    {"GRAPHIC", begins(Field::Caption)},
    {"SLUG", begins(Field::Skipped)},
    {"F", begins(Field::Skipped)},
    {"BODY", kHolds},
    {"BR", kParts},
    {"H4", kParts},
    {"H5", kParts},
    {"H6", kParts},
}};

/// FBIS numbers its fields: <F P=104> is the paper or agency, <F P=106> a translator's remark in
/// the text; the others are codes and languages.
Meaning meaning_of_f(const Token& tag) {
  const std::string_view number = attribute(tag.attributes, "P");
  if (number == "104") return begins(Field::Source);
  return number == "106" ? kHolds : begins(Field::Skipped);
}

Meaning trec_meaning(const Token& tag) {
  if (tag.kind == Token::Kind::Open && ascii::same(tag.name, "F")) return meaning_of_f(tag);
  return meaning_among(kTrecElements, tag);
}

std::string without_blanks(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return static_cast<unsigned char>(c) > ' '; });
  return out;
}

std::string_view first(const std::vector<std::string_view>& parts) {
  return parts.empty() ? std::string_view() : parts.front();
}

/// The first of the values that one element lists.
std::string_view up_to(std::string_view text, std::string_view ends) {
  return text::trim(text.substr(0, text.find_first_of(ends)));
}

/// WSJ's continuation marks, "@" at the start of a line, become spaces.
std::string without_continuation_marks(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find('@'); at != std::string::npos; at = out.find('@', at + 1)) {
    if (at == 0 || out[at - 1] == '\n') out[at] = ' ';
  }
  return out;
}

/// FT stamps its headlines: "FT  14 MAY 91 / ".
std::string_view without_ft_stamp(std::string_view heading) {
  constexpr std::size_t kMaxFtStampBytes = 24;
  if (!heading.starts_with("FT ")) return heading;
  const std::size_t slash = heading.substr(0, kMaxFtStampBytes).find('/');
  return slash == std::string_view::npos ? heading : text::trim(heading.substr(slash + 1));
}

/// Headings in a row, with "; " between unless the first ends with a mark of its own. AP's notes to
/// editors are not headings; WSJ puts the byline below a rule of dashes.
void take_headline(const Fields& fields, RawArticle& raw) {
  for (const std::string_view part : fields.parts(Field::Headline)) {
    if (part.starts_with("Eds:")) continue;
    const std::string text = without_continuation_marks(part);
    const std::size_t rule = std::min(text.find("----"), text.size());
    const std::string_view heading =
        without_ft_stamp(text::trim(std::string_view(text).substr(0, rule)));
    const std::size_t below = std::min(text.find_first_not_of("-", rule), text.size());
    if (starts_byline(std::string_view(text).substr(below))) {
      raw.authors = authors_of(std::string_view(text).substr(below));
    }
    if (heading.empty()) continue;
    if (!raw.headline.empty()) {
      raw.headline +=
          std::string_view(";:-,.!?").find(raw.headline.back()) == std::string_view::npos ? "; "
                                                                                          : " ";
    }
    raw.headline += heading;
  }
}

void take_date(const Fields& fields, const DocumentNumber& number, RawArticle& raw) {
  raw.date_evidence = Evidence::Meta;
  raw.date = readable_date(first(fields.parts(Field::Date)), number);
  if (raw.date.empty()) {
    if (const auto stamp = read_stamp(first(fields.parts(Field::Stamp)))) raw.date = stamp->date;
  }
  if (raw.date.empty()) raw.date = number.date;
}

void take_tags(const Fields& fields, RawArticle& raw) {
  constexpr std::size_t kMaxTags = 64;
  std::string_view rest = fields[Field::Tags];
  while (!rest.empty() && raw.tags.size() < kMaxTags) {
    const std::size_t end = std::min(rest.find_first_of(";\n"), rest.size());
    const std::string_view tag = text::trim(rest.substr(0, end));
    if (!tag.empty()) raw.tags.emplace_back(tag);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

/// FBIS begins a text with lines about it, and "[Text]" if it is translated in full.
std::string_view without_preamble(std::string_view body) {
  while (true) {
    body = text::trim(body);
    const bool is_about = body.starts_with("Language:") || body.starts_with("Article Type:");
    if (!is_about) break;
    body.remove_prefix(std::min(body.find('\n'), body.size()));
  }
  constexpr std::string_view kInFull = "[Text]";
  if (body.starts_with(kInFull)) body.remove_prefix(kInFull.size());
  return body;
}

RawArticle trec_article(std::string_view document) {
  const Fields fields(document, trec_meaning);
  const std::string_view attributes = Scanner(document).next().attributes;
  RawArticle raw;
  raw.id = without_blanks(first(fields.parts(Field::Id)));
  if (raw.id.empty()) raw.id = without_blanks(attribute(attributes, "id"));
  if (raw.id.empty()) raw.id = without_blanks(first(fields.parts(Field::OtherId)));
  const DocumentNumber number = read_document_number(raw.id);
  take_headline(fields, raw);
  if (raw.authors.empty()) raw.authors = authors_of(fields[Field::Byline]);
  raw.dateline = text::trim(fields[Field::Dateline]);
  take_date(fields, number, raw);
  raw.section = up_to(fields[Field::Section], ";");
  raw.source = up_to(first(fields.parts(Field::Source)), "(,");
  if (raw.source.empty()) raw.source = number.source;
  take_tags(fields, raw);
  // Gigaword's other types are lists, advisories to editors, and several stories in one.
  const std::string_view type = attribute(attributes, "type");
  if (!type.empty() && type != "story") raw.tags.emplace_back(type);
  raw.language = first(fields.parts(Field::Language));
  if (raw.language.empty()) raw.language = number.language;
  raw.url = first(fields.parts(Field::Url));
  const bool is_picture = text::trim(fields.body()).empty();
  const std::string_view body = is_picture ? fields[Field::Caption] : fields.body();
  raw.body =
      with_dashes(with_parted_paragraphs(number.source == "FBIS" ? without_preamble(body) : body));
  return raw;
}

}  // namespace

bool starts_trec(std::string_view head) {
  const Token tag = first_tag(head);
  if (!ascii::same(tag.name, kTrecElement)) return false;
  if (!attribute(tag.attributes, "id").empty()) return true;
  for (const std::string_view name : {"DOCNO", "DOCID", "TEXT"}) {
    if (find_element(head, 0, name) != std::string_view::npos) return true;
  }
  return false;
}

std::unique_ptr<Reader> open_trec(Input& input, const ReaderOptions& options) {
  const auto find_mark = [](std::string_view text, std::size_t from) {
    return find_element(text, from, kTrecElement);
  };
  return open_documents(input, options, {kTrecElement, find_mark, trec_article});
}

}  // namespace dateline
