// SPDX-License-Identifier: GPL-2.0-or-later
// What the readers of all XML formats have in common; each adds the rules of its standard.
#pragma once

#include "indexer/readers/base/reader.h"
#include "indexer/readers/xml/article_stream.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::xml {

/// Delivers what a format reads from its elements.
class XmlReader : public Reader, private Sink {
 public:
  std::optional<ReadResult> next() final;

 protected:
  /// `wanted` names the elements that hold articles, and those around them that matter.
  XmlReader(Input& input, const ReaderOptions& options, std::vector<std::string_view> wanted)
      : options_(options),
        wanted_(std::move(wanted)),
        stream_(input, options.file, wanted_, *this) {}

  /// Reads one of the wanted elements. `raw` knows its origin, language and repair.
  virtual void read(Element element, RawArticle raw) = 0;
  /// What was read around articles does not apply to the next document.
  virtual void forget() {}

  void deliver(RawArticle raw) { results_.emplace_back(std::move(raw)); }
  void reject(Reject reject) override { results_.emplace_back(std::move(reject)); }

 private:
  void take(Element element, std::string_view language, const Origin& origin,
            text::Repair repair) override;
  void end_document(const Origin& began) override;

  const ReaderOptions options_;
  std::vector<std::string_view> wanted_;
  ArticleStream stream_;
  std::deque<ReadResult> results_;  ///< of what was parsed last, and not yet returned
  std::size_t returned_ = 0;        ///< since the document began
};

}  // namespace dateline::xml
