// SPDX-License-Identifier: GPL-2.0-or-later
// RSS 0.9x, 1.0 and 2.0, with Dublin Core, content and the other modules that feeds use.
#include "indexer/readers/base/markup.h"
#include "indexer/readers/xml/fields.h"
#include "indexer/readers/xml/formats.h"
#include "indexer/readers/xml/prose.h"
#include "indexer/readers/xml/xml_reader.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace dateline {
namespace xml {
namespace {

/// Text that is HTML in most feeds, escaped or in a CDATA section, and elements in a few.
std::string html_text(Element element) {
  return element.has_elements() ? prose(element) : plain_text(element.own_text());
}

/// "desk@example.org (Anna Smith)" is how RSS 2.0 states authors.
std::string author_name(std::string author) {
  const std::size_t open = author.find('(');
  const std::size_t close = author.rfind(')');
  if (author.find('@') > open || open == std::string::npos || close == std::string::npos) {
    return author;
  }
  return author.substr(open + 1, close - open - 1);
}

std::string item_body(Element item) {
  for (const std::string_view name :
       {"content:encoded", "body", "div", "description", "media:description", "itunes:summary"}) {
    std::string body = html_text(item.at(name));
    if (!text::trim(body).empty()) return body;
  }
  return "";
}

/// The text of the first element of one of these local names, at any depth: of whatever module, in
/// the order of the names.
std::string from_any_module(Element item, std::initializer_list<std::string_view> names) {
  constexpr std::array<std::string_view, 6> kOthers = {"image",    "source",    "author",
                                                       "category", "textInput", "enclosure"};
  const auto find = [&](const auto& self, Element in, std::string_view name) -> std::string {
    for (Element each = in.first(); each; each = each.next()) {
      const std::string_view local = each.local_name();
      if (local.empty() || std::find(kOthers.begin(), kOthers.end(), local) != kOthers.end()) {
        continue;
      }
      std::string text = local == name ? html_text(each) : self(self, each, name);
      if (!text::trim(text).empty()) return text;
    }
    return "";
  };
  for (const std::string_view name : names) {
    std::string text = find(find, item, name);
    if (!text::trim(text).empty()) return text;
  }
  return "";
}

void read_address(Element item, RawArticle& raw) {
  const std::string id = item.at("guid").text();
  const bool is_address = id.starts_with("http");
  // A service that counts readers puts its own address into the link.
  set(raw.url, item.at("feedburner:origLink").text());
  set_if_empty(raw.url, item.at("link").text());
  set_if_empty(raw.url, item.attribute("about"));
  if (is_address && item.at("guid").attribute("isPermaLink") != "false") {
    set_if_empty(raw.url, id);
  }
  raw.id = qualified_id(raw.source, id);
}

void read_item_authors(Element item, RawArticle& raw) {
  for (const Element each : item.all("dc:creator")) add(raw.authors, each.text());
  if (!raw.authors.empty()) return;
  for (const Element each : item.all("author")) add(raw.authors, author_name(each.text()));
  if (raw.authors.empty()) add(raw.authors, item.at("itunes:author").text());
}

class RssReader : public XmlReader {
 public:
  // A channel's picture and search box have their own titles and links.
  RssReader(Input& input, const ReaderOptions& options)
      : XmlReader(input, options,
                  {"item", "title", "language", "dc:language", "image", "textInput", "textinput"}) {
  }

 private:
  void read(Element element, RawArticle raw) override {
    if (element.is("item")) return deliver(article(element, std::move(raw)));
    if (element.is("title")) set_if_empty(source_, html_text(element));
    if (element.local_name() == "language") set(language_, element.text());
  }

  void forget() override {
    source_.clear();
    language_.clear();
  }

  RawArticle article(Element item, RawArticle raw) const {
    raw.headline = html_text(item.at("title"));
    if (text::trim(raw.headline).empty())
      raw.headline = from_any_module(item, {"title", "headline"});
    raw.body = item_body(item);
    if (raw.body.empty()) {
      raw.body = from_any_module(item, {"encoded", "content", "body", "text", "description",
                                        "abstract", "summary", "subtitle"});
    }
    constexpr std::array<std::string_view, 7> kDates = {
        "pubDate",          "dc:date",        "dcterms:issued", "dcterms:created",
        "dcterms:modified", "atom:published", "atom:updated"};
    for (const std::string_view name : kDates) set_if_empty(raw.date, item.at(name).text());
    // An item taken from another feed says from which.
    set(raw.source, source_);
    set(raw.source, item.at("source").text());
    set_if_empty(raw.language, language_);
    set(raw.language, item.at("dc:language").text());
    read_address(item, raw);
    read_item_authors(item, raw);
    for (const Element each : item.all("category")) add(raw.tags, plain_text(each.text()));
    for (const Element each : item.all("dc:subject")) add(raw.tags, plain_text(each.text()));
    return raw;
  }

  std::string source_;  ///< the channel's title
  std::string language_;
};

}  // namespace
}  // namespace xml

std::unique_ptr<Reader> open_rss(Input& input, const ReaderOptions& options) {
  return std::make_unique<xml::RssReader>(input, options);
}

}  // namespace dateline
