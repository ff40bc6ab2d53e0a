// SPDX-License-Identifier: GPL-2.0-or-later
// NewsML-G2 (IPTC), any version: news items alone, in a news message, or inside a package.
#include "indexer/readers/base/markup.h"
#include "indexer/readers/xml/fields.h"
#include "indexer/readers/xml/formats.h"
#include "indexer/readers/xml/nitf.h"
#include "indexer/readers/xml/prose.h"
#include "indexer/readers/xml/xml_reader.h"

#include <fmt/format.h>

namespace dateline {
namespace xml {
namespace {

/// What a party, place or subject is called. A bare code is used only if `or_code`.
std::string name_of(Element concept_, bool or_code) {
  std::string name = concept_.at("name").text();
  if (name.empty()) name = concept_.attribute("literal");
  if (name.empty()) name = text::single_line(concept_.own_text());
  if (name.empty() && or_code) name = code_of(concept_.attribute("qcode"));
  if (name.empty() && or_code) name = code_of(concept_.attribute("uri"));
  return name;
}

/// Headlines and sluglines come in several roles: the main one, or the first.
Element main_one(const std::vector<Element>& all) {
  for (const Element each : all) {
    const std::string_view role = each.attribute("role");
    if (role.empty() || code_of(role) == "main") return each;
  }
  return all.empty() ? Element() : all.front();
}

/// The first rendition that has text.
void read_content(Element item, RawArticle& raw) {
  const Element contents = item.at("contentSet");
  for (Element each = contents.first(); each && raw.body.empty(); each = each.next()) {
    if (each.is("inlineXML")) {
      if (const Element nitf = each.at("nitf")) {
        read_nitf(nitf, raw);
      } else {
        raw.body = prose(each);
      }
    } else if (each.is("inlineData")) {
      // What is declared as plain text holds markup as often as not.
      const bool is_html = each.attribute("contenttype").find("html") != std::string_view::npos;
      raw.body = is_html ? text_from_markup(each.own_text()) : plain_text(each.own_text());
    }
    if (!raw.body.empty()) set(raw.language, each.attribute("lang"));
  }
}

void read_authors(Element meta, RawArticle& raw) {
  std::vector<std::string> authors;
  for (const Element by : meta.all("by")) {
    for (const std::string& name : names_in_byline(by.text())) add(authors, name);
  }
  if (authors.empty()) {
    for (const Element creator : meta.all("creator")) {
      const bool is_person = code_of(creator.attribute("type")) != "organisation";
      if (is_person) add(authors, name_of(creator, false));
    }
  }
  if (!authors.empty()) raw.authors = std::move(authors);
}

void read_source(Element item, RawArticle& raw) {
  const Element meta = item.at("contentMeta");
  set(raw.source, name_of(item.at("itemMeta/provider"), true));
  for (const Element each : meta.all("infosource")) {
    const std::string name = name_of(each, true);
    add(raw.agencies, name);
    set_if_empty(raw.source, name);
  }
  add(raw.agencies, meta.at("creditline").text());
  set_if_empty(raw.source, meta.at("creditline").text());
  set_if_empty(raw.source, name_of(item.at("rightsInfo/copyrightHolder"), true));
}

class NewsmlG2Reader : public XmlReader {
 public:
  NewsmlG2Reader(Input& input, const ReaderOptions& options)
      : XmlReader(input, options,
                  {"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem",
                   "catalogItem"}) {}

 private:
  void read(Element element, RawArticle raw) override {
    if (element.is("newsItem")) return deliver(article(element, std::move(raw)));
    const std::vector<Element> inside = element.descendants("newsItem");
    for (const Element item : inside) deliver(article(item, raw));
    reject({raw.origin, fmt::format("a {}, which has no text of its own", element.local_name())});
  }

  static RawArticle article(Element item, RawArticle raw) {
    const Element item_meta = item.at("itemMeta");
    const Element meta = item.at("contentMeta");
    read_content(item, raw);
    raw.id = item.attribute("guid");
    if (raw.id.starts_with("http")) raw.url = raw.id;
    set(raw.headline, main_one(meta.all("headline")).text());
    set_if_empty(raw.headline, item_meta.at("title").text());
    set_if_empty(raw.headline, main_one(meta.all("slugline")).text());
    set(raw.date, item_meta.at("versionCreated").text());
    set_if_empty(raw.date, item_meta.at("firstCreated").text());
    set_if_empty(raw.date, meta.at("contentCreated").text());
    set(raw.language, meta.at("language").attribute("tag"));
    const Status status = status_of(code_of(item_meta.at("pubStatus").attribute("qcode")));
    if (status != Status::Usable) raw.status = status;
    read_source(item, raw);
    read_authors(meta, raw);
    set(raw.dateline, meta.at("dateline").text());
    set(raw.place, name_of(meta.at("located"), false));
    for (const Element subject : meta.all("subject")) add(raw.tags, name_of(subject, false));
    for (const Element keyword : meta.all("keyword")) add(raw.tags, keyword.text());
    add(raw.tags, main_one(meta.all("slugline")).text());
    // A picture or a graphic has its text here.
    if (raw.body.empty()) {
      for (const Element each : meta.all("description")) raw.body += prose(each) + "\n\n";
    }
    return raw;
  }
};

}  // namespace
}  // namespace xml

std::unique_ptr<Reader> open_newsml_g2(Input& input, const ReaderOptions& options) {
  return std::make_unique<xml::NewsmlG2Reader>(input, options);
}

}  // namespace dateline
