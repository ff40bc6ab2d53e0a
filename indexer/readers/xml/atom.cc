// SPDX-License-Identifier: GPL-2.0-or-later
// Atom 1.0 (RFC 4287) and its draft 0.3, as feeds and as single entries.
#include "common/text/ascii.h"
#include "indexer/readers/base/markup.h"
#include "indexer/readers/stream/charset.h"
#include "indexer/readers/stream/transfer_encoding.h"
#include "indexer/readers/xml/fields.h"
#include "indexer/readers/xml/formats.h"
#include "indexer/readers/xml/prose.h"
#include "indexer/readers/xml/xml_reader.h"

#include <array>

namespace dateline {
namespace xml {
namespace {

/// Draft 0.3 says so; RFC 4287 (4.1.3.3) says it of every media type but those of text and XML.
bool is_base64(std::string_view type, std::string_view mode) {
  if (!mode.empty()) return mode == "base64";
  return type.find('/') != std::string_view::npos && !type.starts_with("text/") &&
         !type.ends_with("+xml") && !type.ends_with("/xml") &&
         type.find("html") == std::string_view::npos;
}

/// A text construct: `type` says what its text is (RFC 4287, 3.1 and 4.1.3). Draft 0.3 uses `mode`
/// for this.
std::string text_of(Element construct) {
  const std::string type = ascii::lower(construct.attribute("type"));
  const std::string_view mode = construct.attribute("mode");
  const bool is_html = type.find("html") != std::string::npos;
  if (construct.has_elements()) return prose(construct);
  std::string text = construct.own_text();
  if (is_base64(type, mode)) {
    text = decode_undeclared(decode_base64(text)).text;
    // Pictures and sounds are sent so, too.
    if (text.find('\0') != std::string::npos) return "";
    return plain_text(std::move(text));
  }
  return is_html || mode == "escaped" ? text_from_markup(text) : plain_text(std::move(text));
}

std::string_view address_of(Element entry) {
  for (const Element link : entry.all("link")) {
    const std::string_view relation = link.attribute("rel");
    if (relation.empty() || relation == "alternate") return link.attribute("href");
  }
  return "";
}

class AtomReader : public XmlReader {
 public:
  AtomReader(Input& input, const ReaderOptions& options)
      : XmlReader(input, options, {"entry", "title", "author"}) {}

 private:
  void read(Element element, RawArticle raw) override {
    if (element.is("entry")) return deliver(article(element, std::move(raw)));
    if (element.is("title")) set(source_, text_of(element));
    if (element.is("author")) add(authors_, element.at("name").text());
  }

  void forget() override {
    source_.clear();
    authors_.clear();
  }

  RawArticle article(Element entry, RawArticle raw) const {
    raw.id = entry.at("id").text();
    raw.url = address_of(entry);
    raw.headline = text_of(entry.at("title"));
    raw.body = text_of(entry.at("content"));
    set_if_empty(raw.body, text_of(entry.at("summary")));
    set(raw.language, entry.at("content").attribute("lang"));
    constexpr std::array<std::string_view, 5> kDates = {"published", "issued", "created", "updated",
                                                        "modified"};
    for (const std::string_view name : kDates) set_if_empty(raw.date, entry.at(name).text());
    // An entry taken from another feed keeps that feed's title and authors.
    const Element origin = entry.at("source");
    set(raw.source, source_);
    set(raw.source, text_of(origin.at("title")));
    for (const Element each : entry.all("author/name")) add(raw.authors, each.text());
    if (raw.authors.empty()) {
      for (const Element each : origin.all("author/name")) add(raw.authors, each.text());
    }
    if (raw.authors.empty() && !origin) raw.authors = authors_;
    for (const Element category : entry.all("category")) {
      const std::string_view label = category.attribute("label");
      add(raw.tags, label.empty() ? category.attribute("term") : label);
    }
    return raw;
  }

  std::string source_;  ///< the feed's title
  std::vector<std::string> authors_;
};

}  // namespace
}  // namespace xml

std::unique_ptr<Reader> open_atom(Input& input, const ReaderOptions& options) {
  return std::make_unique<xml::AtomReader>(input, options);
}

}  // namespace dateline
