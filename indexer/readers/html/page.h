// SPDX-License-Identifier: GPL-2.0-or-later
// From the bytes of one HTML page to an article, wherever the page comes from.
#pragma once

#include "indexer/readers/base/reader.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dateline::html {

/// A longer page is refused: no article is that long, and the page must be kept in memory.
inline constexpr std::size_t kMaxPageBytes = std::size_t{8} << 20U;

/// What is known about a page besides its bytes.
struct PageContext {
  Origin origin;
  std::string url;      ///< where it was fetched from, or empty
  std::string charset;  ///< what came with it declares, or empty
};

/// The article of a page, or why it has none. A page that holds several is parted.
std::vector<ReadResult> read_page(std::string bytes, const PageContext& context);

/// Hands out one by one what a page holds, as readers do.
class PageResults {
 public:
  /// The first of `results`, which has at least one; the others are kept.
  ReadResult first_of(std::vector<ReadResult> results) {
    results_ = std::move(results);
    at_ = 1;
    return std::move(results_.front());
  }

  /// The next of those kept.
  std::optional<ReadResult> next() {
    if (at_ >= results_.size()) return std::nullopt;
    return std::move(results_[at_++]);
  }

 private:
  std::vector<ReadResult> results_;
  std::size_t at_ = 0;
};

}  // namespace dateline::html
