// SPDX-License-Identifier: GPL-2.0-or-later
// Pages of the web in containers: web archives, and pages saved as MHTML.
#pragma once

#include "indexer/readers/base/reader.h"

#include <memory>
#include <string_view>

namespace dateline {

/// True when `head` starts with a record of a web archive, in any version of the format.
bool starts_warc(std::string_view head);
/// True when `head` starts with the header of a multipart/related message.
bool starts_mhtml(std::string_view head);

std::unique_ptr<Reader> open_warc(Input& input, const ReaderOptions& options);
std::unique_ptr<Reader> open_mhtml(Input& input, const ReaderOptions& options);

}  // namespace dateline
