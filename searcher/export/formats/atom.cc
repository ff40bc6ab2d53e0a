// SPDX-License-Identifier: GPL-2.0-or-later
// Atom, RFC 4287. `updated` is when the archive last took the article; atom:published must be an
// instant, so it is present only if one is known; dc:date is as precise as the date is.
#include "common/fields/record.h"
#include "common/text/url.h"
#include "searcher/export/formats/fields.h"
#include "searcher/export/formats/formats.h"
#include "searcher/render/markup.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace dateline::formats_of_export {
namespace {

/// A custom UUID (version 8 of RFC 9562), always the same for the same text.
std::string uuid_urn(const std::string& text) {
  XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  hash.high64 = (hash.high64 & ~0xF000ULL) | 0x8000ULL;
  hash.low64 = (hash.low64 & ~(0xC000ULL << 48U)) | (0x8000ULL << 48U);
  return fmt::format("urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", hash.high64 >> 32U,
                     hash.high64 >> 16U & 0xFFFFU, hash.high64 & 0xFFFFU, hash.low64 >> 48U,
                     hash.low64 & 0xFFFF'FFFF'FFFFULL);
}

/// Is the date a full date-time of RFC 3339, with seconds and an offset?
bool is_instant(const Date& date) {
  return date.precision == Precision::Second && date.utc_offset_minutes.has_value();
}

void add_person(const std::string& name, std::string& out) {
  out += fmt::format("<author><name>{}</name></author>\n", markup_text(name));
}

}  // namespace

void begin_atom(const Feed& feed, std::string& out) {
  out +=
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
      "\n";
  add_element("id", uuid_urn(feed.archive + "\n" + feed.query), out);
  add_element("title", "Dateline: " + (feed.query.empty() ? "every article" : feed.query), out);
  add_element("updated", iso(feed.now), out);
  // For entries that name no author: a feed must have one.
  add_person("Dateline archive " + feed.archive, out);
}

void add_atom(const Feed& feed, std::string_view record, std::string& out) {
  const Article a = article_from_record(record);
  out += a.language.empty() || a.language == "und"
             ? "<entry>\n"
             : fmt::format("<entry xml:lang=\"{}\">\n", markup_text(a.language));
  add_element("id", web_link(a.id) == a.id ? a.id : uuid_urn(feed.archive + "\n" + a.id), out);
  out += "<title>" + markup_text(a.headline) + "</title>\n";
  out += "<updated>" + iso(is_instant(a.ingested) ? a.ingested : feed.now) + "</updated>\n";
  const Date& date = a.published.date;
  if (date.known()) {
    if (is_instant(date)) add_element("published", iso(date), out);
    add_element("dc:date", iso(date), out);
  }
  for (const std::string& author : a.authors) add_person(author, out);
  if (a.authors.empty() && !a.source.empty()) add_person(a.source, out);
  add_element("dc:publisher", a.source, out);
  for (const std::string& tag : a.tags) {
    out += fmt::format("<category term=\"{}\"/>\n", markup_text(tag));
  }
  if (const std::string link = web_link(a.url); !link.empty()) {
    out += fmt::format("<link rel=\"alternate\" href=\"{}\"/>\n", markup_text(link));
  }
  add_element("dc:description", note_of(a), out);
  out += "<content type=\"text\">" + markup_text(a.body) + "</content>\n</entry>\n";
}

}  // namespace dateline::formats_of_export
