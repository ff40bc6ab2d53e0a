// SPDX-License-Identifier: GPL-2.0-or-later
// Reuters Corpus Volumes 1 and 2 (Lewis et al., JMLR 5, 2004).
#include "indexer/readers/xml/fields.h"
#include "indexer/readers/xml/formats.h"
#include "indexer/readers/xml/prose.h"
#include "indexer/readers/xml/xml_reader.h"

namespace dateline {
namespace xml {
namespace {

std::string_view dublin_core(Element item, std::string_view element) {
  for (const Element each : item.all("metadata/dc")) {
    if (each.attribute("element") == element) return each.attribute("value");
  }
  return "";
}

class Rcv1Reader : public XmlReader {
 public:
  Rcv1Reader(Input& input, const ReaderOptions& options)
      : XmlReader(input, options, {"newsitem"}) {}

 private:
  void read(Element item, RawArticle raw) override {
    set(raw.headline, item.at("headline").text());
    // The title is the headline after a country's name.
    set_if_empty(raw.headline, item.at("title").text());
    raw.body = prose(item.at("text"));
    set(raw.date, item.attribute("date"));
    set_if_empty(raw.date, dublin_core(item, "dc.date.published"));
    set_if_empty(raw.date, dublin_core(item, "dc.date.created"));
    set(raw.source, dublin_core(item, "dc.source"));
    set_if_empty(raw.source, dublin_core(item, "dc.publisher"));
    raw.id = qualified_id("Reuters", item.attribute("itemid"));
    raw.authors = names_in_byline(item.at("byline").text());
    set(raw.dateline, item.at("dateline").text());
    set(raw.place, dublin_core(item, "dc.creator.location"));
    // Topics, industries and countries; the file has only their codes.
    for (const Element code : item.all("metadata/codes/code")) {
      add(raw.tags, code.attribute("code"));
    }
    deliver(std::move(raw));
  }
};

}  // namespace
}  // namespace xml

std::unique_ptr<Reader> open_rcv1(Input& input, const ReaderOptions& options) {
  return std::make_unique<xml::Rcv1Reader>(input, options);
}

}  // namespace dateline
