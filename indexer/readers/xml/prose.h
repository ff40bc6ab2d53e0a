// SPDX-License-Identifier: GPL-2.0-or-later
// The running text of an element with NITF or XHTML.
#pragma once

#include "indexer/readers/xml/tree.h"

#include <string>

namespace dateline::xml {

/// Paragraphs, headings, list items and rows of tables, the first three with an empty line between
/// them. Pictures and their captions are not part of the text; `captions` has them. An element
/// without child elements is text laid out by hand: its lines stay as they are.
std::string prose(Element element);

/// The captions of the pictures in `element`: for an item that is a picture, all there is to read.
std::string captions(Element element);

}  // namespace dateline::xml
