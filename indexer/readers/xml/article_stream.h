// SPDX-License-Identifier: GPL-2.0-or-later
// An XML file of any size, possibly with many documents, as the elements with its articles.
#pragma once

#include "indexer/readers/stream/input.h"
#include "indexer/readers/xml/ampersands.h"
#include "indexer/readers/xml/document.h"
#include "indexer/readers/xml/encoding.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::xml {

/// Parses the documents of a file, one after the other, as bulk dumps have them. A damaged one is
/// read up to the damage, which is rejected, and again from the next article or document after it.
class ArticleStream {
 public:
  /// See Document for `wanted` and `sink`. All must outlive the stream.
  ArticleStream(Input& input, std::string file, const std::vector<std::string_view>& wanted,
                Sink& sink);

  /// Reads some more of the file; false at its end. Throws std::system_error when reading fails.
  bool advance();

  /// Where the piece begins that is parsed. Damage is always between pieces.
  [[nodiscard]] std::uint64_t offset() const { return here_.offset; }

 private:
  bool fill();
  void begin();
  void parse(std::string_view piece);
  void parse_text(std::string_view raw, std::string_view text, text::Repair repair);
  void end_document();
  void skip_damage();
  [[nodiscard]] std::size_t next_article(const Document::Resumption& resumption) const;
  void pass(std::size_t bytes);
  [[nodiscard]] std::string_view rest() const { return std::string_view(buffer_).substr(at_); }

  Input& input_;
  const std::vector<std::string_view>& wanted_;
  Sink& sink_;
  Origin here_;         ///< of `buffer_[at_]`
  std::string buffer_;  ///< read, and not yet parsed from `at_` on
  std::size_t at_ = 0;
  bool at_end_ = false;
  bool in_damage_ = false;  ///< looking for the next document
  std::optional<Document> document_;
  std::optional<Encoding> encoding_;  ///< of the document
  Ampersands ampersands_;             ///< of the document
};

}  // namespace dateline::xml
