// SPDX-License-Identifier: GPL-2.0-or-later
// What the SGML formats have in common: a file is a row of elements, each of them an article.
#pragma once

#include "indexer/readers/base/reader.h"
#include "indexer/readers/sgml/scanner.h"
#include "indexer/readers/stream/blocks.h"

#include <memory>
#include <string_view>

namespace dateline::sgml {

/// How a format marks its articles, and how it reads one.
struct DocumentForm {
  std::string_view element;  ///< in capitals: "DOC"
  FindMark find_mark;        ///< the opening tag of such an element: `find_element<…>`
  /// `document` begins with the opening tag, is UTF-8 and need not be closed. Origin and repair are
  /// filled in by the caller.
  RawArticle (*article)(std::string_view document);
};

/// Where an opening tag of `element` begins in `text`; it may have been cut after the element's
/// name and the character that follows.
std::size_t find_element(std::string_view text, std::size_t from, std::string_view element);

/// The opening tag that a file begins with, after declarations and comments; without a name when it
/// begins with something else.
Token first_tag(std::string_view head);

std::unique_ptr<Reader> open_documents(Input& input, const ReaderOptions& options,
                                       const DocumentForm& form);

}  // namespace dateline::sgml
