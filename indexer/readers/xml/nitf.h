// SPDX-License-Identifier: GPL-2.0-or-later
// The News Industry Text Format, also contained in other formats.
#pragma once

#include "indexer/readers/base/reader.h"
#include "indexer/readers/xml/tree.h"

namespace dateline::xml {

/// Reads what the element `nitf` states into `raw`.
void read_nitf(Element nitf, RawArticle& raw);

}  // namespace dateline::xml
