// SPDX-License-Identifier: GPL-2.0-or-later
// The encoding that an XML document declares, and its real one.
#pragma once

#include "common/text/utf8.h"
#include "indexer/readers/stream/charset.h"

#include <memory>
#include <string>
#include <string_view>

namespace dateline::xml {

/// Makes UTF-8 from the pieces of one document. Declarations are unreliable: Windows-1252 is
/// declared as UTF-8 or as Latin-1, and UTF-8, after a conversion that left the declaration alone,
/// as anything. So bytes that are UTF-8 are taken as such, others as declared, and as they look if
/// that is UTF-8 or unknown.
class Encoding {
 public:
  /// `head` is the beginning of the document, as much of it as there is.
  explicit Encoding(std::string_view head);

  /// True if the bytes of `piece` can be used as is.
  [[nodiscard]] bool is_plain(std::string_view piece) const;

  /// UTF-8 of whole lines.
  text::Decoded decode(std::string_view lines);

 private:
  text::Decoded decode_guessed(std::string_view lines);

  std::unique_ptr<CharsetDecoder> declared_;  ///< null if UTF-8 is declared
  std::string guess_;                         ///< of what is not declared; empty if not known yet
  std::string telling_;       ///< bytes that are not as declared, from which the guess is made
  bool is_stateful_ = false;  ///< has escapes that are UTF-8 too
};

}  // namespace dateline::xml
