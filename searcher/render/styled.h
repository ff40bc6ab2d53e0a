// SPDX-License-Identifier: GPL-2.0-or-later
// Styles of text on a terminal.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace dateline {

inline constexpr std::string_view kBold = "\x1B[1m";
inline constexpr std::string_view kMatch = "\x1B[1;33m";
inline constexpr std::string_view kDim = "\x1B[2m";
inline constexpr std::string_view kWarn = "\x1B[31m";
inline constexpr std::string_view kRemoved = "\x1B[9;31m";
inline constexpr std::string_view kAdded = "\x1B[32m";
inline constexpr std::string_view kReset = "\x1B[0m";

/// `text`, which is safe for a terminal, in that style if there is `color`.
inline std::string styled(std::string_view text, std::string_view style, bool color) {
  if (!color || text.empty()) return std::string(text);
  return fmt::format("{}{}{}", style, text, kReset);
}

}  // namespace dateline
