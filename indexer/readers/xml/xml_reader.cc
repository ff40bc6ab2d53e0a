// SPDX-License-Identifier: GPL-2.0-or-later
// Turns a stream with callbacks into a reader to pull from.
#include "indexer/readers/xml/xml_reader.h"

#include "indexer/readers/xml/unused.h"

namespace dateline::xml {

std::optional<ReadResult> XmlReader::next() {
  while (results_.empty()) {
    if (!stream_.advance() && results_.empty()) return std::nullopt;
  }
  ReadResult result = std::move(results_.front());
  results_.pop_front();
  ++returned_;
  return result;
}

void XmlReader::take(Element element, std::string_view language, const Origin& origin,
                     text::Repair repair) {
  RawArticle raw;
  raw.origin = origin;
  raw.repair = repair;
  raw.date_evidence = Evidence::Meta;
  raw.ends = stream_.offset() + 1;
  const std::string_view own = element.attribute("lang");
  raw.language = own.empty() ? language : own;
  const std::size_t before = results_.size();
  read(element, std::move(raw));
  // Of an element with several articles it is unknown what belongs to which.
  if (results_.size() != before + 1) return;
  RawArticle* const article = std::get_if<RawArticle>(&results_.back());
  if (article != nullptr && options_.lists_unused(*article)) list_unused(element, *article);
}

void XmlReader::end_document(const Origin& began) {
  if (returned_ == 0 && results_.empty()) reject({began, "a document without articles"});
  returned_ = 0;
  forget();
}

}  // namespace dateline::xml
