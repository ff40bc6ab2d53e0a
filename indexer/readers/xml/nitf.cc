// SPDX-License-Identifier: GPL-2.0-or-later
// NITF 3 (IPTC), and what the New York Times Annotated Corpus (LDC2008T19) makes of it.
#include "indexer/readers/xml/nitf.h"

#include "indexer/readers/xml/fields.h"
#include "indexer/readers/xml/formats.h"
#include "indexer/readers/xml/prose.h"
#include "indexer/readers/xml/xml_reader.h"

#include <fmt/format.h>

namespace dateline {
namespace xml {
namespace {

/// `norm` is ISO 8601 in its basic form. In it, midnight without a zone means a day.
std::string_view day_or_time(std::string_view norm) {
  constexpr std::string_view kMidnight = "T000000";
  if (norm.ends_with(kMidnight)) norm.remove_suffix(kMidnight.size());
  return norm;
}

void read_dates(Element nitf, RawArticle& raw) {
  const Element docdata = nitf.at("head/docdata");
  const Element story_date = nitf.at("body/body.head/dateline/story.date");
  set(raw.date, day_or_time(nitf.at("head/pubdata").attribute("date.publication")));
  set_if_empty(raw.date, day_or_time(docdata.at("date.issue").attribute("norm")));
  set_if_empty(raw.date, day_or_time(docdata.at("date.release").attribute("norm")));
  set_if_empty(raw.date, day_or_time(story_date.attribute("norm")));
}

void read_origin(Element nitf, RawArticle& raw) {
  const Element docdata = nitf.at("head/docdata");
  const std::string distributor = nitf.at("body/body.head/distributor").text();
  const std::string_view registrar = docdata.at("doc-id").attribute("regsrc");
  set(raw.source, nitf.at("head/pubdata").attribute("name"));
  set_if_empty(raw.source, docdata.at("doc.copyright").attribute("holder"));
  set_if_empty(raw.source, distributor);
  set_if_empty(raw.source, registrar);
  add(raw.agencies, distributor);
  const std::string_view id = docdata.at("doc-id").attribute("id-string");
  raw.id = registrar.empty() || id.empty() ? qualified_id(raw.source, id)
                                           : fmt::format("{}:{}", registrar, id);
  set(raw.url, nitf.at("head/pubdata").attribute("ex-ref"));
}

/// The corpus has each byline as printed and as entered by its librarians.
void read_bylines(Element head, RawArticle& raw) {
  const std::vector<Element> bylines = head.all("byline");
  for (const Element byline : bylines) {
    if (byline.attribute("class") != "normalized_byline") continue;
    for (const std::string& name : names_in_byline(byline.text())) add(raw.authors, name);
  }
  if (!raw.authors.empty()) return;
  for (const Element byline : bylines) {
    const std::vector<Element> people = byline.descendants("person");
    for (const Element person : people) add(raw.authors, person.text());
    // Without marked people, everything is names except titles in elements.
    if (!people.empty()) continue;
    for (const std::string& name : names_in_byline(byline.own_text())) add(raw.authors, name);
  }
}

void read_place(Element nitf, RawArticle& raw) {
  const Element dateline = nitf.at("body/body.head/dateline");
  set(raw.dateline, dateline.text());
  set(raw.place, dateline.at("location/city").text());
  set_if_empty(raw.place, dateline.at("location").text());
  set_if_empty(raw.place, nitf.at("head/docdata/evloc").attribute("city"));
}

std::string_view meta(Element nitf, std::string_view name) {
  for (const Element each : nitf.all("head/meta")) {
    if (each.attribute("name") == name) return each.attribute("content");
  }
  return "";
}

/// "Business; Front Page": the first is the section, the others are subjects.
void read_section(Element nitf, RawArticle& raw) {
  std::string_view sections = meta(nitf, "online_sections");
  set(raw.section, sections.substr(0, sections.find(';')));
  while (sections.find(';') != std::string_view::npos) {
    sections.remove_prefix(sections.find(';') + 1);
    add(raw.tags, sections.substr(0, sections.find(';')));
  }
  const Element subject = nitf.at("head/tobject/tobject.subject");
  set_if_empty(raw.section, meta(nitf, "dsk"));
  set_if_empty(raw.section, nitf.at("head/pubdata").attribute("position.section"));
  set_if_empty(raw.section, meta(nitf, "print_section"));
  set_if_empty(raw.section, subject.attribute("tobject.subject.type"));
}

void read_pages(Element nitf, RawArticle& raw) {
  add(raw.pages, meta(nitf, "print_page_number"));
  if (!raw.pages.empty()) return;
  for (const Element each : nitf.all("head/pubdata")) {
    add(raw.pages, each.attribute("position.sequence"));
  }
}

/// What was identified in the text. Taxonomies are left out: they are web site paths.
void read_tags(Element nitf, RawArticle& raw) {
  const Element docdata = nitf.at("head/docdata");
  const Element content = docdata.at("identified-content");
  for (Element each = content.first(); each; each = each.next()) {
    if (each.attribute("type") == "taxonomic_classifier") continue;
    const std::string text = each.text();
    add(raw.tags, text.empty() ? each.attribute("value") : text);
  }
  for (const Element each : docdata.all("key-list/keyword")) add(raw.tags, each.attribute("key"));
  add(raw.tags, docdata.at("series").attribute("series.name"));
  for (const Element each : nitf.all("head/tobject/tobject.subject")) {
    add(raw.tags, each.attribute("tobject.subject.type"));
    add(raw.tags, each.attribute("tobject.subject.matter"));
    add(raw.tags, each.attribute("tobject.subject.detail"));
  }
}

/// The corpus has the first paragraphs twice: in a block of their own, and in the full text.
std::string nitf_body(Element nitf) {
  const Element content = nitf.at("body/body.content");
  const std::vector<Element> blocks = content.all("block");
  bool has_full_text = false;
  for (const Element block : blocks) has_full_text |= block.attribute("class") == "full_text";
  std::string body;
  if (!has_full_text) {
    body = prose(content);
  } else {
    for (const Element block : blocks) {
      if (!block.attribute("class").ends_with("lead_paragraph")) body += prose(block) + "\n\n";
    }
  }
  if (body.empty()) body = prose(nitf.at("body/body.head/abstract"));
  if (body.empty()) body = captions(content);
  const std::string tagline = nitf.at("body/body.end/tagline").text();
  return tagline.empty() ? body : body + "\n\n" + tagline;
}

class NitfReader : public XmlReader {
 public:
  NitfReader(Input& input, const ReaderOptions& options) : XmlReader(input, options, {"nitf"}) {}

 private:
  void read(Element element, RawArticle raw) override {
    read_nitf(element, raw);
    deliver(std::move(raw));
  }
};

}  // namespace

void read_nitf(Element nitf, RawArticle& raw) {
  const Element head = nitf.at("body/body.head");
  set(raw.headline, head.at("hedline/hl1").text());
  set_if_empty(raw.headline, nitf.at("head/title").text());
  set(raw.language, nitf.at("body").attribute("lang"));
  raw.status = status_of(nitf.at("head/docdata").attribute("management-status"));
  read_dates(nitf, raw);
  read_origin(nitf, raw);
  read_bylines(head, raw);
  read_place(nitf, raw);
  read_section(nitf, raw);
  read_pages(nitf, raw);
  read_tags(nitf, raw);
  raw.body = nitf_body(nitf);
}

}  // namespace xml

std::unique_ptr<Reader> open_nitf(Input& input, const ReaderOptions& options) {
  return std::make_unique<xml::NitfReader>(input, options);
}

}  // namespace dateline
