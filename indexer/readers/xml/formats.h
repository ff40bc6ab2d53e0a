// SPDX-License-Identifier: GPL-2.0-or-later
// The formats of XML; root.h tells them apart.
#pragma once

#include "indexer/readers/base/reader.h"
#include "indexer/readers/xml/root.h"

#include <memory>

namespace dateline {

std::unique_ptr<Reader> open_nitf(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_newsml_g2(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_newsml1(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_rcv1(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_rss(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_atom(Input& input, const ReaderOptions& options);

/// Any XML, as a mapping file describes it.
std::unique_ptr<Reader> open_mapped_xml(Input& input, const ReaderOptions& options);

}  // namespace dateline
