// SPDX-License-Identifier: GPL-2.0-or-later
// From the bytes of one HTML page to an article, wherever the page comes from.
#pragma once

#include "indexer/readers/base/reader.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::html {

/// A longer page is refused: no article is that long, and the page must be kept in memory.
inline constexpr std::size_t kMaxPageBytes = std::size_t{8} << 20U;

/// What is known about a page besides its bytes.
struct PageContext {
  Origin origin;
  std::string url;      ///< where it was fetched from, or empty
  std::string charset;  ///< what came with it declares, or empty
};

/// The article of a page, or why it has none.
ReadResult read_page(std::string bytes, const PageContext& context);

}  // namespace dateline::html
