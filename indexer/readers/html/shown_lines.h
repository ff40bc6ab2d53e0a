// SPDX-License-Identifier: GPL-2.0-or-later
// Where a page shows its date and its author: in a short line near headline and text.
#pragma once

#include <cstddef>

namespace dateline::html {

/// A longer line is a sentence, which may mention anybody and any date.
inline constexpr std::size_t kMaxShownLineBytes = 160;

/// How far above the headline and below the beginning of the text the line may be.
inline constexpr std::size_t kBlocksBefore = 6;
inline constexpr std::size_t kBlocksAfter = 3;

}  // namespace dateline::html
