// SPDX-License-Identifier: GPL-2.0-or-later
// NewsML 1.x (IPTC).
#include "common/text/ascii.h"
#include "indexer/readers/xml/fields.h"
#include "indexer/readers/xml/formats.h"
#include "indexer/readers/xml/nitf.h"
#include "indexer/readers/xml/prose.h"
#include "indexer/readers/xml/xml_reader.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline {
namespace xml {
namespace {

Element first_descendant(Element element, std::string_view name) {
  const std::vector<Element> found = element.descendants(name);
  return found.empty() ? Element() : found.front();
}

/// The same for all revisions of an item: a later one replaces an earlier.
std::string id_of(Element item) {
  const Element identifier = item.at("Identification/NewsIdentifier");
  const std::string provider = identifier.at("ProviderId").text();
  const std::string date = identifier.at("DateId").text();
  const std::string id = identifier.at("NewsItemId").text();
  if (!provider.empty() && !date.empty() && !id.empty()) {
    return fmt::format("urn:newsml:{}:{}:{}", provider, date, id);
  }
  // "urn:newsml:provider:date:id:revision"
  const std::string stated = identifier.at("PublicIdentifier").text();
  return stated.starts_with("urn:newsml:") ? stated.substr(0, stated.rfind(':')) : stated;
}

bool is_text(Element content) {
  const std::string_view type = content.at("MediaType").attribute("FormalName");
  return type.empty() || type == "Text" || type == "ComplexData";
}

enum class Captions { Skipped, Read };

/// The text of a component and those inside it. `EquivalentsList` is set if they say the same in
/// different forms or languages: the first that has text is enough.
std::string text_in(Element component, Captions captions, RawArticle& raw) {
  const bool is_caption = component.at("Role").attribute("FormalName") == "Caption";
  if (is_caption && captions == Captions::Skipped) return "";
  const bool first_is_enough = component.attribute("EquivalentsList") == "yes";
  std::string text;
  for (Element each = component.first(); each; each = each.next()) {
    std::string part;
    if (each.is("NewsComponent")) {
      part = text_in(each, captions, raw);
    } else if (each.is("ContentItem") && is_text(each)) {
      const Element data = each.at("DataContent");
      const Element nitf = data.at("nitf");
      if (nitf && raw.body.empty()) {
        read_nitf(nitf, raw);
        part = std::exchange(raw.body, "");
      } else {
        part = prose(nitf ? nitf : data);
      }
    }
    if (part.empty()) continue;
    text += (text.empty() ? "" : "\n\n") + part;
    if (first_is_enough) break;
  }
  return text;
}

/// Codes of IPTC are numbers without names in the file.
bool is_number(std::string_view code) {
  return ascii::all_digits(code);
}

void read_lines(Element component, RawArticle& raw) {
  for (const Element lines : component.descendants("NewsLines")) {
    if (raw.headline.empty() || lines.at("HeadLine")) {
      set(raw.headline, lines.at("HeadLine").text());
      set_if_empty(raw.headline, lines.at("SlugLine").text());
      set(raw.dateline, lines.at("DateLine").text());
      const std::vector<std::string> names = names_in_byline(lines.at("ByLine").text());
      if (!names.empty()) raw.authors = names;
    }
    for (const Element each : lines.all("CreditLine")) add(raw.agencies, each.text());
    for (const Element each : lines.all("KeywordLine")) add(raw.tags, each.text());
    add(raw.tags, lines.at("SlugLine").text());
    // The lines of pictures and sidebars follow.
    if (lines.at("HeadLine")) break;
  }
}

void read_descriptive(Element component, RawArticle& raw) {
  const Element described = first_descendant(component, "DescriptiveMetadata");
  set(raw.language, described.at("Language").attribute("FormalName"));
  for (const Element property : described.all("Location/Property")) {
    if (property.attribute("FormalName") == "City") set(raw.place, property.attribute("Value"));
  }
  for (const std::string_view name : {"Subject", "SubjectMatter", "SubjectDetail"}) {
    for (const Element subject : described.descendants(name)) {
      const std::string_view code = subject.attribute("FormalName");
      if (!is_number(code)) add(raw.tags, code);
    }
  }
}

void read_source(Element item, Element component, RawArticle& raw) {
  const Element administrative = first_descendant(component, "AdministrativeMetadata");
  set(raw.source, administrative.at("Provider/Party").attribute("FormalName"));
  for (const Element each : administrative.all("Source/Party")) {
    add(raw.agencies, each.attribute("FormalName"));
  }
  if (!raw.agencies.empty()) set_if_empty(raw.source, raw.agencies.front());
  set_if_empty(raw.source, item.at("Identification/NewsIdentifier/ProviderId").text());
}

class Newsml1Reader : public XmlReader {
 public:
  Newsml1Reader(Input& input, const ReaderOptions& options)
      : XmlReader(input, options, {"NewsEnvelope", "NewsItem"}) {}

 private:
  void read(Element element, RawArticle raw) override {
    if (element.is("NewsEnvelope")) {
      sent_ = element.at("DateAndTime").text();
      return;
    }
    const Element component = element.at("NewsComponent");
    if (!component) {
      return reject({raw.origin, "a NewsItem without a NewsComponent, which has no text"});
    }
    const Element management = element.at("NewsManagement");
    const Element identifier = element.at("Identification/NewsIdentifier");
    raw.body = text_in(component, Captions::Skipped, raw);
    // A picture has no other text.
    if (raw.body.empty()) raw.body = text_in(component, Captions::Read, raw);
    raw.id = id_of(element);
    const Status status = status_of(management.at("Status").attribute("FormalName"));
    if (status != Status::Usable) raw.status = status;
    set(raw.date, management.at("ThisRevisionCreated").text());
    set_if_empty(raw.date, management.at("FirstCreated").text());
    set_if_empty(raw.date, identifier.at("DateId").text());
    set_if_empty(raw.date, sent_);
    read_lines(component, raw);
    read_descriptive(component, raw);
    read_source(element, component, raw);
    deliver(std::move(raw));
  }

  void forget() override { sent_.clear(); }

  std::string sent_;  ///< date of the envelope
};

}  // namespace
}  // namespace xml

std::unique_ptr<Reader> open_newsml1(Input& input, const ReaderOptions& options) {
  return std::make_unique<xml::Newsml1Reader>(input, options);
}

}  // namespace dateline
