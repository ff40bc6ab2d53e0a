// SPDX-License-Identifier: GPL-2.0-or-later
// From an article to the Xapian document that common/schema.h describes.
#pragma once

#include "common/article.h"
#include "common/text/term.h"

#include <map>
#include <string>
#include <string_view>

#include <xapian.h>

namespace dateline {

/// Analyses articles; keeps a stem cache for each language. One object per thread.
class Analyzer {
 public:
  /// `record` becomes the document data, `digest` (16 bytes) the digest slot.
  Xapian::Document analyze(const Article& article, const std::string& record,
                           std::string_view digest);

 private:
  text::TermMaker& terms_of(const std::string& language);

  std::map<std::string, text::TermMaker, std::less<>> makers_;
};

}  // namespace dateline
