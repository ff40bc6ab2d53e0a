// SPDX-License-Identifier: GPL-2.0-or-later
// The table of formats, and telling the format of an input from its content.
#include "indexer/readers/formats.h"

#include "indexer/readers/base/mapping.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/json/elements.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/json/ninjs.h"
#include "indexer/readers/sgml/formats.h"
#include "indexer/readers/tabular/csv.h"
#include "indexer/readers/text/dated_text.h"
#include "indexer/readers/web/formats.h"
#include "indexer/readers/wire/formats.h"
#include "indexer/readers/xml/formats.h"

#include <algorithm>

namespace dateline {
namespace {

std::string_view first_line(std::string_view head) {
  return head.substr(0, head.find('\n'));
}

const Format* recognised(std::string_view head) {
  while (!head.empty() && (head.front() == '\n' || head.front() == '\r')) head.remove_prefix(1);
  const auto it = std::find_if(formats().begin(), formats().end(),
                               [&](const Format& format) { return format.recognises(head); });
  return it == formats().end() ? nullptr : &*it;
}

/// Not one of `formats`: it reads only what a mapping file describes.
const Format kMappedXml = {"xml", "XML as a mapping file describes it",
                           [](std::string_view) { return false; }, open_mapped_xml, true};

}  // namespace

const std::vector<Format>& formats() {
  static const std::vector<Format> all = {
      {"text", "' date 2019-12-13 Headline', an empty line, the body",
       [](std::string_view head) { return starts_dated_text(first_line(head)); }, open_dated_text},
      {"ninjs", "IPTC ninjs 1 to 3, in any arrangement of JSON", is_ninjs, open_ninjs},
      {"jsonl", "JSON Lines: a JSON object on each line",
       [](std::string_view head) { return json_shape(head) == JsonShape::Lines; }, open_json_lines},
      {"json",
       "JSON: an array of objects, an object that holds one, or objects one after the other",
       [](std::string_view head) { return json_shape(head) == JsonShape::Stream; }, open_json},
      {"reuters-21578", "Reuters-21578: SGML with <REUTERS NEWID=…>", starts_reuters_21578,
       open_reuters_21578},
      {"trec", "TREC's SGML, also AQUAINT's and Gigaword's: <DOC> with <DOCNO> or an id",
       starts_trec, open_trec},
      {"iptc7901", "IPTC 7901: wire messages between control characters", starts_iptc7901,
       open_iptc7901, true},
      {"anpa1312", "ANPA 1312: wire messages between control characters", starts_anpa1312,
       open_anpa1312, true},
      {"nitf", "NITF 3, also as in the New York Times Annotated Corpus", xml::is_nitf, open_nitf,
       true},
      {"newsml-g2", "NewsML-G2: news items, messages and packages", xml::is_newsml_g2,
       open_newsml_g2, true},
      {"newsml1", "NewsML 1.x", xml::is_newsml1, open_newsml1, true},
      {"rcv1", "Reuters Corpus Volumes 1 and 2", xml::is_rcv1, open_rcv1, true},
      {"rss", "RSS 0.9x, 1.0 and 2.0", xml::is_rss, open_rss, true},
      {"atom", "Atom 0.3 and 1.0", xml::is_atom, open_atom, true},
      {"warc", "a web archive (WARC): the HTML pages in it", starts_warc, open_warc, true},
      {"mhtml", "a page saved as MHTML", starts_mhtml, open_mhtml, true},
      {"html", "an HTML page with one article", starts_html, open_html, true},
      {"csv", "CSV or TSV whose first row names the columns", is_csv, open_csv},
  };
  return all;
}

const Format* format_from_name(std::string_view name) {
  const auto it = std::find_if(formats().begin(), formats().end(),
                               [&](const Format& format) { return format.name == name; });
  return it == formats().end() ? nullptr : &*it;
}

const Format* recognise(Input& input, const Mapping* mapping) {
  if (mapping != nullptr && mapping->format == "xml") return &kMappedXml;
  if (mapping != nullptr) input.guess_charset();
  if (mapping != nullptr && mapping->format == "csv") return format_from_name("csv");
  if (mapping != nullptr && mapping->format == "json") {
    const bool is_lines = json_shape(input.peek()) == JsonShape::Lines;
    return format_from_name(is_lines ? "jsonl" : "json");
  }
  const Format* format = recognised(input.peek());
  if (format != nullptr && format->declares_charset) return format;
  input.guess_charset();
  if (input.is_guessed()) format = recognised(input.peek());
  return format != nullptr ? format : recognised(input.peek(kLongPeekBytes));
}

}  // namespace dateline
