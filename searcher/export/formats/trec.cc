// SPDX-License-Identifier: GPL-2.0-or-later
// TREC documents, as retrieval systems read them: <DOC> and <DOCNO>, text with entities.
#include "common/fields/record.h"
#include "searcher/export/formats/formats.h"
#include "searcher/render/docno.h"
#include "searcher/render/markup.h"

namespace dateline::formats_of_export {
void add_trec(const Feed& /*feed*/, std::string_view record, std::string& out) {
  const Article a = article_from_record(record);
  out += "<DOC>\n";
  add_element("DOCNO", docno(a.id), out);
  if (a.published.date.known()) add_element("DATE", iso(a.published.date), out);
  add_element("SOURCE", a.source, out);
  for (const std::string& author : a.authors) add_element("BYLINE", author, out);
  add_element("HEADLINE", a.headline, out);
  out += "<TEXT>\n" + markup_text(a.body) + "\n</TEXT>\n</DOC>\n";
}

}  // namespace dateline::formats_of_export
